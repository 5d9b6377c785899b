"""暴露：资料所在的地方会不会自己流出去——代码仓库的远程地址、网盘同步文件夹、人人可读的权限（第3条第2项）。"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import dictionaries
from classifier.digest import opened
from classifier.escape import printable
from classifier.model import Unreadable

_REMOTE = re.compile(r'^[ \t]*\[remote "([^"\n]{1,200})"\]', re.M)
_URL = re.compile(r"^[ \t]*url[ \t]*=[ \t]*([^\n]{1,2000})", re.M)
_HOST = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]{0,20}://)?(?:[^@/\n]{0,500}@)?([^:/\n]{1,255})")
_CONFIG_BYTES = 1 << 20
_SHOWN = 5


def exposures(root: Path, names: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each way in which `root` (absolute) or one of its files `names` is exposed. Writes nothing."""
    names = [name for name in names if "!/" not in name]
    yield from _remotes(root, names)
    yield from _synchronized(root, names)
    yield from _open_to_all(root, names)


def _remotes(root: Path, names: list[str]) -> Iterator[str]:
    for folder in (root, *root.parents):
        if config := _config_above(folder):
            yield from _remotes_in(config, str(folder))
    for name in names:
        if name.endswith(".git/config") and name != ".git/config":
            yield from _remotes_in(_config_below(root, name), name.removesuffix("/config"))


def _remotes_in(config: str, where: str) -> Iterator[str]:
    hosts = sorted({host[1] for url in _URL.findall(config) if (host := _HOST.match(url.strip()))})
    if remotes := _REMOTE.findall(config):
        said = f"{printable(where)} 的代码仓库有远程地址 {'、'.join(map(printable, remotes))}"
        yield f"{said}（{'、'.join(map(printable, hosts))}），推送即是对外透露（第3条第1、2项）"


def _config_above(folder: Path) -> str:
    """Return the git configuration of a folder, "" where it has none; follows the pointer of a linked work tree."""
    place = folder / ".git"
    try:
        if place.is_file():
            place = folder / place.read_text("utf-8", "replace").removeprefix("gitdir:").strip()
            common = place / "commondir"
            place = place / common.read_text("utf-8", "replace").strip() if common.is_file() else place
        with (place / "config").open("rb") as file:
            return file.read(_CONFIG_BYTES).decode("utf-8", "replace")
    except OSError:
        return ""


def _config_below(root: Path, name: str) -> str:
    try:
        with opened(root, name) as stream:
            return stream.read(_CONFIG_BYTES).decode("utf-8", "replace")
    except (OSError, Unreadable):
        return ""


def _synchronized(root: Path, names: list[str]) -> Iterator[str]:
    products = {product for part in root.parts for product in _products(part)}
    for folder in {part for name in names for part in name.split("/")[:-1]}:
        products.update(_products(folder))
    for product in sorted(products):
        yield f"资料在 {product} 的文件夹里，会自动传到网上（第3条第2项、第8条第5项）"


def _products(part: str) -> Iterator[str]:
    folded = part.casefold()
    return (product for pattern, product in dictionaries.table("cloud_folders.tsv") if fnmatchcase(folded, pattern))


def _open_to_all(root: Path, names: list[str]) -> Iterator[str]:
    """Every user of the machine can read a file whose mode says so, if the folders above let everybody through."""
    try:
        if not all(folder.stat().st_mode & stat.S_IXOTH for folder in (root, *root.parents)):
            return
    except OSError:
        return
    found = [name for name in names if _readable_by_all(root, name)]
    if found:
        more = " 等" if len(found) > _SHOWN else ""
        shown = "、".join(printable(name) for name in found[:_SHOWN])
        yield f"本机任何用户都能读的文件 {len(found):,} 个：{shown}{more}；可用 chmod -R o-rwx 收回（第3条第4项）"


def _readable_by_all(root: Path, name: str) -> bool:
    try:
        mode = os.lstat(root / name).st_mode
    except OSError:
        return False
    return stat.S_ISREG(mode) and bool(mode & (stat.S_IROTH | stat.S_IWOTH))
