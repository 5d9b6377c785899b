"""沙箱：工作进程读第一个字节之前，交出它不需要的一切：写、别处的文件、网络、别的程序。

Layers of the Linux kernel, each taken where it is there: resource limits, Landlock (files and TCP), an empty network
namespace, seccomp. What is not there is told, never passed over in silence. All bind the process for good, and its children.
"""

from __future__ import annotations

import ctypes
import mimetypes
import os
import platform
import resource
import shutil
import socket
import struct
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_READ_FILE, _READ_FOLDER, _EXECUTE = 4, 8, 1
_FILES = {1: 0x1FFF, 2: 0x3FFF, 3: 0x7FFF, 5: 0xFFFF}
"""Rights over files that each version of Landlock governs, all of which are taken away but for the rules added."""
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/magic",
    "/etc/ssl/openssl.cnf",
    "/proc/self",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/urandom",
)
"""Libraries and what they ask the machine about itself."""
_PROGRAMS = ("mdb-tables", "mdb-schema", "mdb-export")
"""The only programs that a reader starts."""
_LOADERS = ("/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1")


@dataclass(frozen=True, slots=True)
class _Machine:
    """What seccomp must know of a processor."""

    arch: int
    refused: tuple[int, ...]
    execute: tuple[int, ...]


_MACHINES: Mapping[str, _Machine] = {
    "x86_64": _Machine(
        0xC000003E,
        # socket connect accept bind listen ptrace mount umount2 init_module unshare setns add_key request_key
        # keyctl kexec_load perf_event_open accept4 finit_module process_vm_readv process_vm_writev bpf userfaultfd io_uring_setup
        (41, 42, 43, 49, 50, 101, 165, 166, 175, 272, 308, 248, 249, 250, 246, 298, 288, 313, 310, 311, 321, 323, 425),
        (59, 322),
    ),
    "aarch64": _Machine(
        0xC00000B7,
        # the same calls, as far as this processor has them
        (
            198,
            203,
            202,
            200,
            201,
            117,
            40,
            39,
            105,
            97,
            268,
            217,
            218,
            219,
            104,
            241,
            242,
            273,
            270,
            271,
            280,
            282,
            425,
        ),
        (221, 281),
    ),
}
"""System calls that are refused, by their numbers on each processor (arch/x86/entry/syscalls, asm-generic/unistd.h)."""


@cache
def confine(folders: tuple[Path, ...], memory: int) -> tuple[str, ...]:
    """Give up all but reading `folders` and this program's own files; return the layers that hold, in Chinese.

    Must run before any thread is started: threads that exist keep what they have. Done once; asked again, it tells what held.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    sys.addaudithook(_refuse_network)
    held = ["内存上限"]
    network = _without_network()
    files = _landlock(folders)
    held += [files] if files else []
    held += ["独立网络空间"] if network else []
    held += ["系统调用过滤"] if _seccomp(programs=bool(files)) else []
    return tuple(held)


def missing(held: Sequence[str]) -> list[str]:
    """Return the layers that this machine does not give."""
    return [
        layer
        for layer in ("Landlock", "独立网络空间", "系统调用过滤")
        if not any(item.startswith(layer) for item in held)
    ]


def _refuse_network(event: str, _: tuple[object, ...]) -> None:
    if event in {"socket.connect", "socket.getaddrinfo", "socket.bind", "socket.sendto"}:
        raise PermissionError("扫描进程不得访问网络")


def _library() -> ctypes.CDLL | None:
    try:
        return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
    except OSError:
        return None


def _landlock(folders: tuple[Path, ...]) -> str:
    """Restrict files to reading what is needed, and TCP to nothing (kernel documentation, userspace-api/landlock); "" where that cannot be."""
    library = _library()
    version = library.syscall(_CREATE_RULESET, None, 0, 1) if library else -1
    if library is None or version < 1:
        return ""
    rights = next(_FILES[known] for known in sorted(_FILES, reverse=True) if known <= version)
    words = (rights,) if version < 4 else (rights, 3) if version < 6 else (rights, 3, 3)
    wanted = struct.pack(f"={len(words)}Q", *words)
    rules = library.syscall(_CREATE_RULESET, wanted, len(wanted), 0)
    if rules < 0:
        return ""
    try:
        for path, allowed in _readable(folders):
            _allow(library, rules, path, allowed & rights)
        library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        if library.syscall(_RESTRICT_SELF, rules, 0):
            return ""
    finally:
        os.close(rules)
    return f"Landlock（第 {version} 版）"


def _readable(folders: tuple[Path, ...]) -> Iterator[tuple[str, int]]:
    """Yield what may be read, and how: the material, this program with its packages, the system's libraries."""
    own = (
        sys.prefix,
        sys.base_prefix,
        sys.exec_prefix,
        str(Path(__file__).resolve().parent.parent),
        *(path for path in sys.path if path.startswith("/")),
    )
    for path in dict.fromkeys(map(str, (*folders, *own, *_SYSTEM, *mimetypes.knownfiles))):
        yield path, _READ_FILE | _READ_FOLDER
    for program in (*filter(None, map(shutil.which, _PROGRAMS)), *_LOADERS):
        yield str(Path(program).resolve()), _READ_FILE | _EXECUTE


def _allow(library: ctypes.CDLL, rules: int, path: str, allowed: int) -> None:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        rule = struct.pack("=Qi", allowed if Path(path).is_dir() else allowed & ~_READ_FOLDER, place)
        library.syscall(_ADD_RULE, rules, 1, rule, 0)
    finally:
        os.close(place)


def _without_network() -> bool:
    """Move into a network namespace that holds nothing; an ordinary user needs a namespace of users for that."""
    library = _library()
    if library is None:
        return False
    spaces = _NEW_NETWORK if os.geteuid() == 0 else _NEW_USER | _NEW_NETWORK
    return bool(library.unshare(spaces) == 0)


def _seccomp(*, programs: bool) -> bool:
    """Refuse system calls that no reader needs; starting programs too, unless Landlock says which."""
    library, machine = _library(), _MACHINES.get(platform.machine())
    if library is None or machine is None:
        return False
    refused = machine.refused + (() if programs else machine.execute)
    program = b"".join(_instructions(machine.arch, refused))
    held = ctypes.create_string_buffer(program, len(program))
    filter_ = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(held))
    library.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    return bool(library.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.c_char_p(filter_), 0, 0) == 0)


def _instructions(arch: int, refused: Sequence[int]) -> Iterator[bytes]:
    """Yield a filter in the kernel's packet-filter code (linux/seccomp.h): another processor's calls end the process."""
    load, equal, more, give = 0x20, 0x15, 0x35, 0x06
    yield struct.pack("HBBI", load, 0, 0, 4)
    yield struct.pack("HBBI", equal, 1, 0, arch)
    yield struct.pack("HBBI", give, 0, 0, 0x80000000)
    yield struct.pack("HBBI", load, 0, 0, 0)
    yield struct.pack("HBBI", more, len(refused) + 1, 0, 0x40000000)
    for index, number in enumerate(refused):
        yield struct.pack("HBBI", equal, len(refused) - index, 0, number)
    yield struct.pack("HBBI", give, 0, 0, 0x7FFF0000)
    yield struct.pack("HBBI", give, 0, 0, 0x00050001)


def probe(root: Path) -> Iterator[tuple[str, bool]]:
    """Yield what a confined process must not be able to do, and whether it is refused; for `doctor` and the tests."""
    tries: tuple[tuple[str, Callable[[], object]], ...] = (
        ("写文件", lambda: os.close(os.open(root / ".baomi", os.O_WRONLY | os.O_CREAT))),
        ("读别处的文件", lambda: list(Path("/").iterdir())),
        ("访问网络", lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()),
        ("启动程序", lambda: os.posix_spawn("/bin/true", ["true"], {})),
    )
    for name, attempt in tries:
        try:
            attempt()
        except OSError:
            yield name, True
        else:
            yield name, False
