"""断网：一个进程里凡是要出这台机器的网络动作都失败。"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

_INTERNET = frozenset({2, 10, 30})
"""AF_INET everywhere; AF_INET6 on Linux and on macOS."""
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_WITH_ADDRESS = frozenset({"socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg"})
_WITH_HOST = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"})


class NetworkRefused(RuntimeError):
    """Something wanted to use the network. No OSError, so that code that expects a bad line cannot pass over it."""


class Guard:
    """An audit hook (`sys.addaudithook`) that refuses the internet; Unix sockets stay, processes need them."""

    def __init__(self, tell: Callable[[str], object]) -> None:
        self.loopback = False
        """Whether this machine may talk to itself."""
        self._tell = tell

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Raise NetworkRefused for what would use the network; what names an address is told as well.

        Making a socket is refused without being told: urllib3 does it on import to ask whether there is IPv6.
        """
        if not event.startswith("socket."):
            return
        if event == "socket.__new__":
            if int(arguments[1]) in _INTERNET and not self.loopback:
                raise NetworkRefused(event)
        elif host := _host(event, arguments):
            if self.loopback and host in _LOOPBACK:
                return
            self._tell(f"{event} {host}")
            raise NetworkRefused(f"{event} {host}")


def _host(event: str, arguments: tuple[Any, ...]) -> str:
    """Return the host an event is about, "" where it is about none."""
    if event in _WITH_HOST:
        first = arguments[0]
        return str(first[0] if isinstance(first, tuple) else first or "")
    if event in _WITH_ADDRESS and isinstance(arguments[1], tuple):
        return str(arguments[1][0])
    return ""
