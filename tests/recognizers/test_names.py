"""jieba's own neural tagger, computed here: the reference values of the network, and spans that stay in place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recognizers.names._input import mapped, windows
from recognizers.names._network import Network
from recognizers.names._parameters import load
from recognizers.names._tagger import tagger
from recognizers.names._viterbi import best_paths

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
    emissions = Network(parameters).emissions([ids])
    assert emissions[0, 0, :4] == pytest.approx([-2.9905, -0.4592, -6.2835, -2.4877], abs=1e-3)
    assert emissions[3, 0, 48:50] == pytest.approx([7.8835, 3.0678], abs=1e-3)
    (path,) = best_paths(emissions, np.array([len(ids)]), parameters.tensors["crfw"])
    assert [parameters.tags[number] for number in path[:5]] == ["n-B", "n-I", "n-I", "PER-B", "PER-I"]


def test_padding_changes_nothing() -> None:
    parameters = load()
    rows = [np.array([parameters.ids.get(c, parameters.unknown) for c in mapped(text)]) for text in (SENTENCE, "张伟")]
    network = Network(parameters)
    together = network.emissions(rows)
    for column, row in enumerate(rows):
        assert together[: len(row), column] == pytest.approx(network.emissions([row])[:, 0], abs=1e-4)


def test_names_in_running_text() -> None:
    assert [SENTENCE[span.start : span.end] for span in tagger().tag(SENTENCE)] == ["张伟", "王小明", "李娜"]


@settings(max_examples=25, deadline=None)
@given(st.text(st.sampled_from("张伟王小明，。！\n\t 的学生AaＢ：·\u3000"), max_size=400))
def test_windows_cover_what_is_chinese_and_mapping_keeps_offsets(text: str) -> None:
    assert len(mapped(text)) == len(text)
    seen = set[int]()
    for window in windows(text):
        assert mapped(text[window.start : window.start + len(window.text)]) == window.text
        seen.update(range(window.start, window.start + len(window.text)))
    assert all(offset in seen for offset, character in enumerate(text) if "\u4e00" <= character <= "\u9fff")
    for span in tagger().tag(text):
        assert 0 <= span.start < span.end <= len(text)
