"""jieba's own neural tagger, computed here: the reference values of the network, and spans that stay in place."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from recognizers.names._fast import FastNetwork
from recognizers.names._input import Alphabet, mapped, windows
from recognizers.names._network import Network
from recognizers.names._parameters import load
from recognizers.names._tagger import Tagger, tagger
from recognizers.names._viterbi import best_paths

NETWORKS: list[type] = [Network, FastNetwork] if find_spec("onnxruntime") else [Network]

SENTENCE = "班主任张伟：请王小明、李娜于明日到校。"


def test_the_network_gives_the_values_it_was_measured_to_give() -> None:
    parameters = load()
    ids = np.array([parameters.ids.get(character, parameters.unknown) for character in mapped(SENTENCE)])
    assert ids.tolist() == [
        724,
        1039,
        431,
        55,
        97,
        10386,
        2109,
        54,
        78,
        69,
        10384,
        51,
        185,
        493,
        69,
        418,
        1589,
        1280,
        433,
    ]
    emissions = Network(parameters).emissions(ids[:, None], np.array([len(ids)]))
    assert emissions[0, 0, :4] == pytest.approx([-2.9905, -0.4592, -6.2835, -2.4877], abs=1e-3)
    assert emissions[3, 0, 48:50] == pytest.approx([7.8835, 3.0678], abs=1e-3)
    path = best_paths(emissions, np.array([len(ids)]), parameters.tensors["crfw"])[:, 0]
    assert [parameters.tags[number] for number in path[:5]] == ["n-B", "n-I", "n-I", "PER-B", "PER-I"]


def numbered(texts: list[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return ids [T, B] and lengths of texts, longest first."""
    alphabet = Alphabet(load().ids, load().unknown)
    rows = [alphabet.numbers(text) for text in sorted(texts, key=len, reverse=True)]
    ids = np.zeros((len(rows[0]), len(rows)), dtype=np.int64)
    for column, row in enumerate(rows):
        ids[: len(row), column] = row
    return ids, np.array([len(row) for row in rows])


def test_characters_get_the_numbers_of_what_they_are_mapped_to() -> None:
    ids, _ = numbered([SENTENCE])
    assert ids[:, 0].tolist() == [load().ids.get(mapped(character), load().unknown) for character in SENTENCE]
    beyond, _ = numbered(["\U00020bb7"])
    assert beyond.tolist() == [[load().unknown]]


@pytest.mark.parametrize("network", NETWORKS)
def test_sequences_of_any_length_go_together_and_change_nothing(network: type[Network]) -> None:
    texts = [SENTENCE, "张伟", "李", "王小明同学在三班。", SENTENCE[3:]]
    ids, lengths = numbered(texts)
    made = network(load())
    together = made.emissions(ids, lengths)
    for column, length in enumerate(lengths):
        alone = made.emissions(ids[:length, column : column + 1], lengths[column : column + 1])
        assert together[:length, column] == pytest.approx(alone[:, 0], abs=1e-4)


def test_both_networks_give_the_same() -> None:
    fast = pytest.importorskip("recognizers.names._fast", reason="needs onnxruntime").FastNetwork(load())
    ids, lengths = numbered([SENTENCE, "出席：李娜、欧阳修远，缺席：赵国庆", "请于六月一日前将材料交至教务处。"])
    real = np.arange(len(ids))[:, None] < lengths
    ours, theirs = Network(load()).emissions(ids, lengths), fast.emissions(ids, lengths)
    assert ours[real] == pytest.approx(theirs[real], abs=1e-3)
    crf = load().tensors["crfw"]
    assert (best_paths(ours, lengths, crf) == best_paths(theirs, lengths, crf))[real].all()


def full_search(emissions: NDArray[np.float32], crf: NDArray[np.float32]) -> list[int]:
    """Return the best path of one sequence, by Viterbi's full search: the oracle."""
    score, back = emissions[0] + crf[0], []
    for step in emissions[1:]:
        reached = score[:, None] + crf[2:]
        back.append(reached.argmax(axis=0))
        score = reached.max(axis=0) + step
    path = [int((score + crf[1]).argmax())]
    for origin in reversed(back):
        path.append(int(origin[path[-1]]))
    return path[::-1]


def test_the_split_search_finds_what_the_full_search_finds() -> None:
    texts = [SENTENCE, "出席：李娜、欧阳修远、买买提·艾力", "北京市教育委员会2026年3月5日印发", "abc 12", "的"] * 15
    ids, lengths = numbered(texts)
    emissions = Network(load()).emissions(ids, lengths)
    paths = best_paths(emissions.copy(), lengths, load().tensors["crfw"])
    for column, length in enumerate(lengths):
        assert paths[:length, column].tolist() == full_search(emissions[:length, column], load().tensors["crfw"])
        assert (paths[length:, column] == 56).all()


def test_names_in_running_text() -> None:
    assert [SENTENCE[span.start : span.end] for span in tagger().tag(SENTENCE)] == ["张伟", "王小明", "李娜"]


@settings(max_examples=25)
@given(st.text(st.sampled_from("张伟王小明，。！\n\t 的学生AaＢ：·\u3000"), max_size=400))
def test_windows_cover_what_is_chinese_and_mapping_keeps_offsets(text: str) -> None:
    seen = set[int]()
    for window in windows(text):
        seen.update(range(window.start, window.end))
    assert all(offset in seen for offset, character in enumerate(text) if "\u4e00" <= character <= "\u9fff")
    for span in tagger().tag(text):
        assert 0 <= span.start < span.end <= len(text)


def test_texts_that_are_tagged_together_keep_their_own_names() -> None:
    texts = ["班主任张伟到校。", "无", SENTENCE, "班主任张伟到校。"]
    assert tagger().tag_all(texts) == [tagger().tag(text) for text in texts]


def test_without_onnxruntime_the_spans_are_the_same() -> None:
    text = "出席：李娜、欧阳修远，缺席：赵国庆（请假）。\n会议由孙丽华主持，克林顿总统没有出席。"
    assert Tagger(load(), Network(load())).tag(text) == tagger().tag(text)


@pytest.mark.skipif(not find_spec("onnxruntime"), reason="onnxruntime is not installed")
def test_the_library_underneath_keeps_no_device_number_and_says_nothing(tmp_path: Path) -> None:
    told = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    code = "from recognizers.names._tagger import tagger; tagger()"
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=told | {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path)},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    assert not any("onnxruntime" in str(path) for path in tmp_path.rglob("*"))
