"""快的网络：同一个网络，由 onnxruntime 计算（baomi[fast]）。

The first layer looks characters up in a table instead of multiplying, and each step multiplies what is still in the
processor's cache: faster than the library's own GRU operator, which does neither.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from recognizers import _onnxruntime
from recognizers.names import _onnx
from recognizers.names._network import WIDTH, Layer, Table, backwards, layers
from recognizers.names._onnx import constant, floats, longs, node
from recognizers.names._parameters import Matrix, Parameters

_GATES = 2 * WIDTH


class FastNetwork:
    """Turns sequences of characters into emission scores, as `Network` does. Raises ImportError without onnxruntime."""

    widest = 64
    step_cost = 5.0

    def __init__(self, parameters: Parameters) -> None:
        onnxruntime = _onnxruntime.load()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        first, second = layers(parameters.tensors)
        self._session: Any = onnxruntime.InferenceSession(
            _onnx.model(_graph(first, second, parameters)), options, providers=["CPUExecutionProvider"]
        )
        self._table = Table(parameters.tensors["word_emb"], first)

    def emissions(self, ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Matrix:
        """Return emission scores [T, B, 57] for ids [T, B] of sequences with `lengths` [B], longest first."""
        used, places = np.unique(ids, return_inverse=True)
        places = places.reshape(ids.shape).astype(np.int64)
        rows = self._table.rows(used)
        given: dict[str, NDArray[Any]] = {
            "ahead": places,
            "back": places.reshape(-1)[backwards(ids, lengths)],
            "lengths": lengths,
            "state": np.zeros((len(lengths), WIDTH), dtype=np.float32),
        }
        for side in (0, 1):
            given[f"gates_{side}"] = np.ascontiguousarray(rows[side][:, :_GATES])
            given[f"candidate_{side}"] = np.ascontiguousarray(rows[side][:, _GATES:])
        scores: Matrix = self._session.run(None, given)[0]
        return scores


def _graph(first: Layer, second: Layer, parameters: Parameters) -> _onnx.Graph:
    turned = {"time_axis": 0, "batch_axis": 1}
    nodes = [
        node("Scan", ["state", "ahead"], ["end_0", "ahead_0"], body=_looking_up(first, 0), num_scan_inputs=1),
        node("Scan", ["state", "back"], ["end_1", "back_0"], body=_looking_up(first, 1), num_scan_inputs=1),
        node("ReverseSequence", ["back_0", "lengths"], ["behind_0"], **turned),
        node("Concat", ["ahead_0", "behind_0"], ["hidden"], axis=2),
        node("ReverseSequence", ["hidden", "lengths"], ["turned"], **turned),
        node("Scan", ["state", "hidden"], ["end_2", "ahead_1"], body=_weighing(second, 0), num_scan_inputs=1),
        node("Scan", ["state", "turned"], ["end_3", "back_1"], body=_weighing(second, 1), num_scan_inputs=1),
        node("ReverseSequence", ["back_1", "lengths"], ["behind_1"], **turned),
        node("Concat", ["ahead_1", "behind_1"], ["both"], axis=2),
        node("MatMul", ["both", "out"], ["weighed"]),
        node("Add", ["weighed", "bias"], ["scores"]),
    ]
    constants = [constant("out", parameters.tensors["fc_4.w_0"]), constant("bias", parameters.tensors["fc_4.b_0"])]
    tables = [floats(f"{part}_{side}", "V", size) for side in (0, 1) for part, size in _PARTS]
    takes = [
        *tables,
        longs("ahead", "T", "B"),
        longs("back", "T", "B"),
        longs("lengths", "B"),
        floats("state", "B", WIDTH),
    ]
    return _onnx.graph(nodes, constants, takes, [floats("scores", "T", "B", len(parameters.tags))])


_PARTS = (("gates", _GATES), ("candidate", WIDTH))


def _looking_up(layer: Layer, side: int) -> _onnx.Graph:
    """Return a step of the first layer: what enters is a table's row, and the tables are the outer graph's."""
    enter = [node("Gather", [f"{part}_{side}", "entering"], [f"{part}_in"]) for part, _ in _PARTS]
    return _step(layer, side, enter, [], longs("entering", "B"))


def _weighing(layer: Layer, side: int) -> _onnx.Graph:
    """Return a step of the second layer: what enters is the first layer's state."""
    cuts = (("gates", slice(None, _GATES)), ("candidate", slice(_GATES, None)))
    enter = [node("Gemm", ["entering", f"{part}_inward", f"{part}_bias"], [f"{part}_in"]) for part, _ in cuts]
    constants = [
        made
        for part, cut in cuts
        for made in (
            constant(f"{part}_inward", layer.inward[side][:, cut]),
            constant(f"{part}_bias", layer.bias[side][0, cut]),
        )
    ]
    return _step(layer, side, enter, constants, floats("entering", "B", 2 * WIDTH))


def _step(layer: Layer, side: int, enter: list[bytes], constants: list[bytes], entering: bytes) -> _onnx.Graph:
    nodes = [
        *enter,
        node("Gemm", ["before", "recurrent_gates", "gates_in"], ["z"]),
        node("Sigmoid", ["z"], ["gates"]),
        node("Split", ["gates"], ["update", "reset"], axis=1),
        node("Mul", ["reset", "before"], ["kept"]),
        node("Gemm", ["kept", "recurrent_candidate", "candidate_in"], ["c"]),
        node("Tanh", ["c"], ["candidate"]),
        node("Sub", ["candidate", "before"], ["change"]),
        node("Mul", ["update", "change"], ["step"]),
        node("Add", ["before", "step"], ["after"]),
        node("Identity", ["after"], ["seen"]),
    ]
    weights = [
        constant("recurrent_gates", layer.gates[side]),
        constant("recurrent_candidate", layer.candidate[side]),
    ]
    ends = [floats("after", "B", WIDTH), floats("seen", "B", WIDTH)]
    return _onnx.graph(nodes, [*constants, *weights], [floats("before", "B", WIDTH), entering], ends)
