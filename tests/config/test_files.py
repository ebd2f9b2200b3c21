import pytest

from config.errors import SettingsInvalid, SettingsUnreadable
from config.files import check_layer, read_toml
from config.schema import SettingsSchema


def test_a_byte_order_mark_is_no_part_of_a_file(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf[web]\r\ntitle = 'x'\r\n")
    assert read_toml(tmp_path / "a.toml") == {"web": {"title": "x"}}


@pytest.mark.parametrize("content", [b"not = = toml", b"title = '\xff'", None])
def test_what_cannot_be_read_is_told_with_its_path(tmp_path, content):
    path = tmp_path / "a.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SettingsUnreadable) as error:
        read_toml(path)
    assert error.value.where == str(path)


def test_a_layer_is_checked_whole():
    with pytest.raises(SettingsInvalid) as error:
        check_layer({"zzz": 1, "web": {"title": 3}}, "here", SettingsSchema())
    assert error.value.where == "here"
    assert {fault.key for fault in error.value.faults} == {"zzz", "web.title"}
