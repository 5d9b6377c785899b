"""网络：两层双向门控循环单元与线性层，numpy 计算。"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognizers.names._parameters import Matrix, Parameters

WIDTH = 128


@dataclass(frozen=True, slots=True)
class _Direction:
    """One direction of one layer."""

    inward: Matrix
    bias: Matrix
    gates: Matrix
    """Recurrent weights of update and reset gate, [128, 256]."""
    candidate: Matrix


class Network:
    """Turns windows into emission scores."""

    def __init__(self, parameters: Parameters) -> None:
        tensors = parameters.tensors
        self._layers = tuple(tuple(_direction(tensors, 2 * layer + side) for side in (0, 1)) for layer in (0, 1))
        self._table = tuple(tensors["word_emb"] @ side.inward + side.bias for side in self._layers[0])
        self._out, self._out_bias = tensors["fc_4.w_0"], tensors["fc_4.b_0"]

    def emissions(self, ids: Sequence[NDArray[np.int64]]) -> Matrix:
        """Return emission scores [T, B, 57] for B sequences of character ids padded to the longest, T."""
        lengths = np.array([len(row) for row in ids])
        batch = np.zeros((int(lengths.max()), len(ids)), dtype=np.int64)
        for column, row in enumerate(ids):
            batch[: len(row), column] = row
        real = (np.arange(len(batch))[:, None] < lengths[None, :]).astype(np.float32)[:, :, None]
        hidden = _both(self._table[0][batch], self._table[1][batch], self._layers[0], real)
        ahead, back = (hidden @ side.inward + side.bias for side in self._layers[1])
        hidden = _both(ahead, back, self._layers[1], real)
        scores: Matrix = hidden @ self._out + self._out_bias
        return scores


def _direction(tensors: Mapping[str, Matrix], index: int) -> _Direction:
    flat = tensors[f"gru_{index}.w_0"].reshape(-1)  # stored as gates then candidate, whatever its dimensions say
    cut = WIDTH * 2 * WIDTH
    return _Direction(
        tensors[f"fc_{index}.w_0"],
        tensors[f"fc_{index}.b_0"] + tensors[f"gru_{index}.b_0"][0],
        np.ascontiguousarray(flat[:cut].reshape(WIDTH, 2 * WIDTH)),
        np.ascontiguousarray(flat[cut:].reshape(WIDTH, WIDTH)),
    )


def _both(ahead: Matrix, back: Matrix, layer: tuple[_Direction, ...], real: Matrix) -> Matrix:
    out = np.empty((*ahead.shape[:2], 2 * WIDTH), dtype=np.float32)
    steps = range(len(ahead))
    _run(ahead, layer[0], steps, None, out[:, :, :WIDTH])
    _run(back, layer[1], reversed(steps), real, out[:, :, WIDTH:])
    return out


def _run(inward: Matrix, side: _Direction, steps: Iterable[int], real: Matrix | None, out: Matrix) -> None:
    """Run one direction; with `real` (1 where a character stands, 0 in padding) the state stays 0 until the last character."""
    state: Matrix = np.zeros((inward.shape[1], WIDTH), dtype=np.float32)
    for step in steps:
        gates = _sigmoid(inward[step, :, : 2 * WIDTH] + state @ side.gates)
        update, reset = gates[:, :WIDTH], gates[:, WIDTH:]
        proposal: Matrix = np.tanh(inward[step, :, 2 * WIDTH :] + (reset * state) @ side.candidate)
        state += update * (proposal - state)
        if real is not None:
            state *= real[step]
        out[step] = state


def _sigmoid(values: Matrix) -> Matrix:
    values *= 0.5
    np.tanh(values, out=values)
    values += 1.0
    values *= 0.5
    return values
