"""自检：这台机器上能不能放心扫描。"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import classifier
from classifier import sandbox
from classifier.policy import agreement_digest, load_policy, rules_digest
from classifier.settings import MEMORY


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, whether it is as it must be, and what was seen."""

    name: str
    sound: bool
    detail: str


def examine() -> Iterator[Check]:
    """Yield every check. A check that is not sound means that results of a scan here cannot be trusted."""
    yield Check("程序", True, f"baomi {version('baomi')}，Python {sys.version.split()[0]}")
    yield _own_packages()
    yield _libmagic()
    yield Check(
        "SM3 摘要", True, "可用" if "sm3" in hashlib.algorithms_available else "此 Python 不提供，清单只含 SHA-256"
    )
    yield Check(
        "规则", True, f"版本 {load_policy().version}，SHA-256 {rules_digest()[:16]}…；协议 {agreement_digest()[:16]}…"
    )
    yield _recognizers()
    yield _names()
    yield _sandbox()


def _own_packages() -> Check:
    where = Path(classifier.__file__).parent.parent
    missing = [name for name in ("recognizers", "dictionaries") if not (where / name / "__init__.py").is_file()]
    return Check(
        "安装位置", not missing, f"缺少 {'、'.join(missing)}" if missing else "三个包同在一处，没有被同名的包顶替"
    )


def _libmagic() -> Check:
    from classifier.identify import magic_source  # noqa: PLC0415

    return Check("文件类型识别", True, magic_source())


def _names() -> Check:
    from recognizers._registry import load_all  # noqa: PLC0415 loads Presidio

    network = "onnxruntime" if find_spec("onnxruntime") else "numpy，装 baomi[fast] 更快"

    problems = [problem for recognizer in load_all() if (problem := recognizer.hindrance())]
    detail = "、".join(problems) + "：正文里的姓名只凭标签和表头查找，人数为下限" if problems else f"可用（{network}）"
    return Check("人名标注", not problems, detail)


def _recognizers() -> Check:
    from recognizers._registry import DeafRecognizer, load_all, self_test  # noqa: PLC0415 loads Presidio

    try:
        for recognizer in load_all():
            self_test(recognizer)
    except DeafRecognizer as deaf:
        return Check("识别器", False, str(deaf))
    return Check("识别器", True, f"{len(load_all())} 个，样例全部通过")


def _sandbox() -> Check:
    """Confine a process as a worker is, and try in it what no reader may do."""
    context = get_context("forkserver")
    with TemporaryDirectory() as folder, ProcessPoolExecutor(1, mp_context=context) as pool:
        held, tried = pool.submit(_confined, Path(folder)).result()
    lacking = sandbox.missing(held)
    outcomes = "、".join(f"{name}{'被拒' if refused else '未被拒'}" for name, refused in tried)
    detail = f"{'、'.join(held)}；已试：{outcomes}"
    if lacking:
        detail += f"。本机没有 {'、'.join(lacking)}：读取恶意文件时少一层保护"
    return Check("沙箱与网络", True, detail)


def _confined(folder: Path) -> tuple[tuple[str, ...], list[tuple[str, bool]]]:
    return sandbox.confine((folder,), MEMORY), list(sandbox.probe(folder))
