from pathlib import Path

import pytest

from bot.settings import Settings
from index.errors import SettingsError


def test_environment_then_overrides(monkeypatch):
    monkeypatch.setenv("ONRECORD_STORE", "/tmp/a")
    monkeypatch.setenv("ONRECORD_PORT", "8000")
    assert Settings.read().store == Path("/tmp/a")
    assert Settings.read(store=Path("/tmp/b"), port=None).port == 8000
    assert Settings.read(store=Path("/tmp/b")).store == Path("/tmp/b")


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("ONRECORD_STOER", "x", "ONRECORD_STOER is not a setting; did you mean ONRECORD_STORE"),
        ("ONRECORD_XYZZY", "x", "ONRECORD_XYZZY is not a setting; unset it"),
        ("ONRECORD_PORT", "many", "ONRECORD_PORT is 'many'"),
        ("ONRECORD_PORT", "0", "ONRECORD_PORT is '0'"),
        ("ONRECORD_CHROMA", "nowhere", "ONRECORD_CHROMA is 'nowhere'"),
        ("ONRECORD_FRAME_ANCESTORS", "*", "no origin like https://wiki.example"),
        ("ONRECORD_CORS_ORIGINS", "https://a.example/x", "no origin like https://wiki.example"),
    ],
)
def test_a_misspelt_or_bad_setting_is_an_error(monkeypatch, name, value, says):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=says):
        Settings.read()
