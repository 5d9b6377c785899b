"""网络：两层双向门控循环单元与线性层，numpy 计算。

A batch is sorted by length, longest first: at each step only the sequences that are still running are computed, and the
backward direction reads each sequence from its own end, so that padding is never seen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognizers.names._parameters import Matrix, Parameters

WIDTH = 128
_GATES = 2 * WIDTH
_TANH_ABOVE = (0.99999568843788, 0.12302183793924236, 0.002276989271935842, 3.93001135507591e-06)
_TANH_BELOW = (1.0, 0.4563403249509108, 0.02107218253884298, 0.00014235085113109344)
_TANH_END = 7.0
"""tanh as a rational function on ±7, fitted for this program: within 2e-6, and on many values faster than numpy's own on many processors."""
_FEW = 8_192
"""Values up to which numpy's own tanh, one call instead of sixteen, is faster."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer, its two directions (forward, backward) behind each other on the first axis."""

    inward: Matrix
    """[2, I, 384], columns update, reset, candidate."""
    bias: Matrix
    """[2, 1, 384]."""
    gates: Matrix
    """Recurrent weights of update and reset gate, [2, 128, 256]."""
    candidate: Matrix
    """[2, 128, 128]."""


def layers(tensors: Mapping[str, Matrix]) -> tuple[Layer, Layer]:
    """Return the two recurrent layers as stored."""
    first, second = (_layer(tensors, number) for number in (0, 1))
    return first, second


def _layer(tensors: Mapping[str, Matrix], number: int) -> Layer:
    sides = (2 * number, 2 * number + 1)
    cut = WIDTH * _GATES  # the recurrent weights are stored as gates then candidate, whatever their dimensions say
    flat = [tensors[f"gru_{side}.w_0"].reshape(-1) for side in sides]
    return Layer(
        np.stack([tensors[f"fc_{side}.w_0"] for side in sides]),
        np.stack([tensors[f"fc_{side}.b_0"][None] + tensors[f"gru_{side}.b_0"] for side in sides]),
        np.stack([weights[:cut].reshape(WIDTH, _GATES) for weights in flat]),
        np.stack([weights[cut:].reshape(WIDTH, WIDTH) for weights in flat]),
    )


def backwards(rows: NDArray[np.generic], lengths: NDArray[np.int64]) -> NDArray[np.intp]:
    """Return for [T, B] `rows` the flat positions that turn each sequence round within its own length; padding stays."""
    steps = np.arange(len(rows))[:, None]
    turned = np.where(steps < lengths, lengths - 1 - steps, steps)
    places: NDArray[np.intp] = turned * rows.shape[1] + np.arange(rows.shape[1])
    return places


class Table:
    """What the first layer makes of each character alone.

    Filled as characters are met: a text uses few thousand of 20,941, and memory that is not written is not taken.
    """

    def __init__(self, embedding: Matrix, layer: Layer) -> None:
        self._embedding, self._layer = embedding, layer
        self._rows: Matrix = np.empty((2, len(embedding), 3 * WIDTH), dtype=np.float32)
        self._known = np.zeros(len(embedding), dtype=bool)

    def learn(self, ids: NDArray[np.int64]) -> Matrix:
        """Return the table [2, V, 384] with the rows of `ids` filled in."""
        new = np.unique(ids[~self._known[ids]])
        for side, rows in enumerate(self._rows):
            rows[new] = self._embedding[new] @ self._layer.inward[side] + self._layer.bias[side]
        self._known[new] = True
        return self._rows

    def rows(self, ids: NDArray[np.int64]) -> Matrix:
        """Return the rows [2, N, 384] of N characters."""
        return self.learn(ids)[:, ids]


class Network:
    """Turns sequences of characters into emission scores."""

    widest = 128
    step_cost = float("inf")

    def __init__(self, parameters: Parameters) -> None:
        tensors = parameters.tensors
        first, second = layers(tensors)
        self._layers = (_halved(first), _halved(second))
        self._out, self._out_bias = tensors["fc_4.w_0"], tensors["fc_4.b_0"]
        self._table = Table(tensors["word_emb"], self._layers[0])

    def emissions(self, ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Matrix:
        """Return emission scores [T, B, 57] for ids [T, B] of sequences with `lengths` [B], longest first."""
        table = self._table.learn(ids)
        turn = backwards(ids, lengths)
        alive = np.count_nonzero(lengths > np.arange(len(ids))[:, None], axis=1).tolist()
        characters = (ids, ids.reshape(-1)[turn])

        def looked_up(step: int, out: Matrix) -> None:
            for side in (0, 1):
                np.take(table[side], characters[side][step, : out.shape[1]], axis=0, out=out[side], mode="clip")

        first, second = self._layers
        hidden = _joined(_run(looked_up, first, alive, ids.shape[1]), turn)
        rows = hidden.reshape(-1, 2 * WIDTH)

        def weighed(step: int, out: Matrix) -> None:
            count = out.shape[1]
            np.matmul(hidden[step, :count], second.inward[0], out=out[0])
            np.matmul(rows[turn[step, :count]], second.inward[1], out=out[1])
            out += second.bias

        hidden = _joined(_run(weighed, second, alive, ids.shape[1]), turn)
        scores: Matrix = hidden.reshape(-1, 2 * WIDTH) @ self._out + self._out_bias
        return scores.reshape(*ids.shape, -1)


def _halved(layer: Layer) -> Layer:
    """Return a layer whose gates give half of what goes into the sigmoid, and whose candidate expects twice the reset state.

    So sigmoid(z) = (1 + tanh(z / 2)) / 2 costs nothing beyond the tanh.
    """
    half = np.ones(3 * WIDTH, dtype=np.float32)
    half[:_GATES] = 0.5
    return Layer(
        layer.inward * half, layer.bias * half, layer.gates * np.float32(0.5), layer.candidate * np.float32(0.5)
    )


def _joined(sides: Matrix, turn: NDArray[np.intp]) -> Matrix:
    """Return [T, B, 256]: forward and backward state of each character beside each other."""
    out = np.empty((*turn.shape, 2 * WIDTH), dtype=np.float32)
    out[:, :, :WIDTH] = sides[0]
    out[:, :, WIDTH:] = sides[1].reshape(-1, WIDTH)[turn]
    return out


def _run(feed: Callable[[int, Matrix], None], layer: Layer, alive: Sequence[int], width: int) -> Matrix:
    """Return the states [2, T, B, 128] of both directions; `alive[t]` sequences are still running at step t.

    `feed(step, out)` writes what enters both directions at a step, [2, alive, 384].
    """
    out: Matrix = np.zeros((2, len(alive), width, WIDTH), dtype=np.float32)
    state: Matrix = np.zeros((2, width, WIDTH), dtype=np.float32)
    inward = np.empty((2, width, 3 * WIDTH), dtype=np.float32)
    wide = tuple(np.empty((2, width, _GATES), dtype=np.float32) for _ in range(3))
    narrow = tuple(np.empty((2, width, WIDTH), dtype=np.float32) for _ in range(3))
    for step, count in enumerate(alive):
        entering, current = inward[:, :count], state[:, :count]
        gates, square, above = (room[:, :count] for room in wide)
        proposal, small_square, small_above = (room[:, :count] for room in narrow)
        feed(step, entering)
        np.matmul(current, layer.gates, out=gates)
        gates += entering[..., :_GATES]
        _tanh(gates, square, above)
        gates += 1.0
        np.multiply(gates[..., WIDTH:], current, out=small_above)
        np.matmul(small_above, layer.candidate, out=proposal)
        proposal += entering[..., _GATES:]
        _tanh(proposal, small_square, small_above)
        proposal -= current
        proposal *= gates[..., :WIDTH]
        proposal *= 0.5
        current += proposal
        out[:, step, :count] = current
    return out


def _tanh(values: Matrix, square: Matrix, above: Matrix) -> None:
    """Replace `values` by their hyperbolic tangent; the other two are room to work in."""
    if values.size <= _FEW:
        np.tanh(values, out=values)
        return
    np.clip(values, -_TANH_END, _TANH_END, out=values)
    np.multiply(values, values, out=square)
    _polynomial(square, _TANH_ABOVE, above)
    values *= above
    _polynomial(square, _TANH_BELOW, above)
    values /= above


def _polynomial(of: Matrix, coefficients: tuple[float, ...], out: Matrix) -> None:
    np.multiply(of, coefficients[-1], out=out)
    for coefficient in coefficients[-2:0:-1]:
        out += coefficient
        out *= of
    out += coefficients[0]
