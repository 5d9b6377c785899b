"""baomi incident：失泄密事件的影响范围与书面告知草稿。"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from classifier.commands._base import DONE, INCOMPLETE, WrongUse, outside, settings_for, shown
from classifier.commands._view import project_at, view_of, with_view
from classifier.console import Command, messages

if TYPE_CHECKING:
    from classifier.incident import Clock, Impact, Leak
    from classifier.view import View

_LISTED = 50
_FORMS = ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")


@click.command(cls=Command)
@click.argument("inventory", metavar="清单", type=click.Path(path_type=Path))
@click.argument("paths", metavar="[路径]…", nargs=-1)
@click.option("--file", "files", metavar="文件", type=click.Path(path_type=Path), multiple=True, help="泄露的文件，可重复。")  # fmt: skip
@click.option("--text", "text", metavar="文件", help="泄露内容的节选（文字）；- 为标准输入。")
@click.option("--occurred", metavar="时间", default="", help="事件发生的时间（北京时间），如 2026-11-24 09:30。")
@click.option("--discovered", metavar="时间", default="", help="发现的时间（北京时间）。")
@click.option("--measure", "measures", metavar="措施", multiple=True, help="已采取的控制措施，可重复。")
@click.option("--out", metavar="文件", type=click.Path(path_type=Path), help="写出书面告知书的草稿（docx）。")
@with_view
def incident(  # noqa: PLR0913, PLR0917 click hands over one argument an option
    inventory: Path,
    paths: tuple[str, ...],
    files: tuple[Path, ...],
    text: str | None,
    occurred: str,
    discovered: str,
    measures: tuple[str, ...],
    out: Path | None,
    project_path: Path | None,
    exceptions: Path | None,
    level: str,
) -> NoReturn:
    """出了失泄密事件：由泄露的文件、节选或清单里的路径查出影响范围，算出 48 小时的期限，写出告知书草稿（第8条第4项）。"""
    from classifier.incident import impact  # noqa: PLC0415
    from classifier.inventory import Inventory  # noqa: PLC0415

    if not paths and not files and text is None:
        raise WrongUse("请给出泄露的内容：清单里的路径，--file 文件，或 --text 节选")
    if out and out.suffix.lower() != ".docx":
        raise WrongUse(f"--out {shown(out)}：告知书写成 docx，文件名应以 .docx 结尾")
    clock = _clock(_asked(occurred, "事件发生的时间", "--occurred"), _asked(discovered, "发现的时间", "--discovered"))
    with messages(), Inventory(inventory) as store:
        view = view_of(store, project_at(project_path), exceptions, level)
        if out:
            outside(out, Path(view.header().root))
        found = impact(view, _leak(view, paths, files, text))
        _tell(view, found, clock)
        if out:
            _write(view, found, clock, measures, out)
        sys.exit(INCOMPLETE if found.unread else DONE)


def _asked(given: str, title: str, option: str) -> datetime:
    from classifier.words import BEIJING  # noqa: PLC0415

    if not given and not sys.stdin.isatty():
        raise WrongUse(f"缺少 {option}（{title}，北京时间，如 2026-11-24 09:30）；不确知的写已知的最早时间")
    told = given or str(click.prompt(f"{title}（北京时间，如 2026-11-24 09:30）", err=True))
    for form in _FORMS:
        try:
            return datetime.strptime(told.strip(), form).replace(tzinfo=BEIJING)
        except ValueError:
            continue
    raise WrongUse(f"{option}：应写作 2026-11-24 09:30，不是“{shown(told)}”")


def _clock(occurred: datetime, discovered: datetime) -> Clock:
    from classifier.incident import Clock  # noqa: PLC0415
    from classifier.words import BEIJING  # noqa: PLC0415

    if occurred > datetime.now(BEIJING):
        raise WrongUse("--occurred 在将来：请按北京时间写")
    if discovered < occurred:
        raise WrongUse("--discovered 早于 --occurred：发现不会早于发生")
    return Clock(occurred, discovered)


def _leak(view: View, paths: tuple[str, ...], files: tuple[Path, ...], text: str | None) -> Leak:
    from classifier.incident import Leak  # noqa: PLC0415
    from classifier.lookup import found_in_file, found_in_text  # noqa: PLC0415

    known, settings = frozenset(_known(view, paths)), settings_for(Path())
    found = [found_in_file(path, settings) for path in files]
    digests = frozenset[str]().union(*(each.digests for each in found))
    if text is not None:
        found.append(found_in_text(_excerpt(text), settings))
    values = frozenset[bytes]().union(*(each.values for each in found))
    names = frozenset(path.name for path in files)
    return Leak(digests, values, names, known, tuple(each.windows for each in found))


def _known(view: View, paths: tuple[str, ...]) -> list[str]:
    names = [record.name for record in view.store.records()]
    for path in paths:
        inside = path.rstrip("/")
        if not any(name == inside or name.startswith((f"{inside}/", f"{inside}!/")) for name in names):
            raise WrongUse(f"清单里没有这个文件或文件夹：{shown(path)}")
    return [path.rstrip("/") for path in paths]


def _excerpt(source: str) -> str:
    """Return the text of a file or of standard input, whatever its encoding."""
    from classifier.decode import decode  # noqa: PLC0415

    raw = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    return decode(raw).text


def _tell(view: View, found: Impact, clock: Clock) -> None:
    from classifier.incident_notice import holders_of, listed_of, scope  # noqa: PLC0415
    from classifier.words import BEIJING  # noqa: PLC0415

    for title, text in scope(view, found):
        click.echo(f"{title}：{shown(text)}")
    if found.first and found.last:
        click.echo(f"有关资料的修改时间：{found.first:%Y-%m-%d %H:%M} 至 {found.last:%Y-%m-%d %H:%M}")
    listed = list(listed_of(view, found))
    for item in listed[:_LISTED]:
        holders = holders_of(item, view.project)
        held = f"；持有人 {holders}" if holders else ""
        click.echo(
            shown(f"  {view.named(item.record)}（{'整份' if item.whole else '部分'}：{'；'.join(item.how)}{held}）")
        )
    if len(listed) > _LISTED:
        click.echo(f"  另有 {len(listed) - _LISTED:,} 个文件，见告知书草稿（--out）")
    click.echo(f"发生 {clock.occurred:%Y-%m-%d %H:%M}，发现 {clock.discovered:%Y-%m-%d %H:%M}（北京时间）")
    click.echo(
        f"应在 {clock.deadline:%Y-%m-%d %H:%M} 之前书面告知甲方（自发生起 48 小时）：{clock.left(datetime.now(BEIJING))}"
    )
    if not found.items:
        click.echo("清单里没有对上泄露的内容，这不等于没有影响。", err=True)
    if found.unread:
        click.echo(f"清单里有 {found.unread:,} 个文件没有读全，影响范围可能更大。", err=True)


def _write(view: View, found: Impact, clock: Clock, measures: tuple[str, ...], out: Path) -> None:
    from classifier.incident_notice import write_notice  # noqa: PLC0415

    write_notice(view, found, clock, measures, out)
    click.echo(f"已写出草稿 {shown(out)}，核实、签署后再送甲方。", err=True)


COMMAND = incident
