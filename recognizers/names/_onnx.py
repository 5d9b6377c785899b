"""ONNX：把网络写成一张计算图，交给 onnxruntime 计算。

onnxruntime runs graphs but cannot build one, so the graph is written here in the format's protobuf encoding (onnx.proto3,
IR version 8, operator set 14). It is made in memory from jieba's installed parameters at each start: nothing is written.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

OPERATORS, IR = 14, 8
_TYPES = {np.dtype("f4"): 1, np.dtype("i8"): 7}
_FLOAT, _LONG = 1, 7
_INT, _TEXT, _GRAPH = 2, 3, 5


class Graph(bytes):
    """An encoded GraphProto."""

    __slots__ = ()


def floats(name: str, *shape: int | str) -> bytes:
    """Return a graph's input or output of float32."""
    return _value(name, _FLOAT, shape)


def longs(name: str, *shape: int | str) -> bytes:
    """Return a graph's input or output of int64."""
    return _value(name, _LONG, shape)


def constant(name: str, values: NDArray[np.generic]) -> bytes:
    """Return values that are part of a graph."""
    dimensions = b"".join(_number(1, size) for size in values.shape)
    content = _bytes(8, name.encode()) + _bytes(9, np.ascontiguousarray(values).tobytes())
    return dimensions + _number(2, _TYPES[values.dtype]) + content


def node(operator: str, takes: Sequence[str], gives: Sequence[str], **attributes: int | str | Graph) -> bytes:
    """Return one operation of a graph."""
    names = b"".join(_bytes(1, name.encode()) for name in takes) + b"".join(_bytes(2, name.encode()) for name in gives)
    return names + _bytes(4, operator.encode()) + b"".join(_bytes(5, _attribute(*item)) for item in attributes.items())


def graph(nodes: Sequence[bytes], constants: Sequence[bytes], takes: Sequence[bytes], gives: Sequence[bytes]) -> Graph:
    """Return a graph."""
    parts = ((1, nodes), (2, (b"graph",)), (5, constants), (11, takes), (12, gives))
    return Graph(b"".join(_bytes(number, item) for number, items in parts for item in items))


def model(of: Graph) -> bytes:
    """Return a whole model."""
    return _number(1, IR) + _bytes(7, of) + _bytes(8, _bytes(1, b"") + _number(2, OPERATORS))


def _attribute(name: str, value: int | str | Graph) -> bytes:
    start = _bytes(1, name.encode())
    if isinstance(value, Graph):
        return start + _bytes(6, value) + _number(20, _GRAPH)
    if isinstance(value, str):
        return start + _bytes(4, value.encode()) + _number(20, _TEXT)
    return start + _number(3, value) + _number(20, _INT)


def _value(name: str, kind: int, shape: Sequence[int | str]) -> bytes:
    sizes = (_number(1, size) if isinstance(size, int) else _bytes(2, size.encode()) for size in shape)
    tensor = _number(1, kind) + _bytes(2, b"".join(_bytes(1, size) for size in sizes))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, tensor))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)
