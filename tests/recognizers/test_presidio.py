"""The same recognizers in anyone's Presidio, without a spaCy model and without the network."""

from pathlib import Path

import yaml
from presidio_analyzer import AnalyzerEngineProvider, predefined_recognizers

import recognizers
from recognizers._registry import load_all

CONFIGURATION = Path(recognizers.__path__[0]) / "conf" / "baomi.yaml"


def test_a_plain_analyzer_engine_loads_them_and_finds() -> None:
    load_all()
    engine = AnalyzerEngineProvider(analyzer_engine_conf_file=str(CONFIGURATION)).create_engine()
    text = "联系人电话13812345678转，身份证11010519491231002X的，邮箱lisi@qq.com。"
    results = engine.analyze(text, "zh")
    assert {result.entity_type for result in results} == {"CN_MOBILE", "CN_RESIDENT_ID", "CN_EMAIL"}
    assert {text[result.start : result.end] for result in results} == {
        "13812345678",
        "11010519491231002X",
        "lisi@qq.com",
    }


def test_the_configuration_lists_the_folder() -> None:
    listed = yaml.safe_load(CONFIGURATION.read_text(encoding="utf-8"))["recognizer_registry"]["recognizers"]
    assert [item["name"] for item in listed] == sorted(type(recognizer).__name__ for recognizer in load_all())


def test_no_name_is_one_of_presidios_own() -> None:
    own = {name for name in dir(predefined_recognizers) if name.endswith("Recognizer")}
    assert not own & {type(recognizer).__name__ for recognizer in load_all()}
