"""The grammar of device strings: every form of the contract, round trips, and helpful refusals."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firmware_bridge import SCHEMES, BridgeReason, DeviceStringError, DeviceUri, parse_uri

CONTRACT = [
    ("mock:", "mock", "", {}),
    ("sim:", "sim", "", {}),
    ("sim:?log=out.jsonl", "sim", "", {"log": "out.jsonl"}),
    ("serial:auto", "serial", "auto", {}),
    ("serial:/dev/ttyACM0,115200", "serial", "/dev/ttyACM0,115200", {}),
    ("serial:id=A1B2", "serial", "id=A1B2", {}),
    ("ble:auto", "ble", "auto", {}),
    ("ble:AA:BB:CC:DD:EE:FF", "ble", "AA:BB:CC:DD:EE:FF", {}),
    ("ble:name=My band", "ble", "name=My band", {}),
    ("tcp:host:1234", "tcp", "host:1234", {}),
    ("tcp:[::1]:1234", "tcp", "[::1]:1234", {}),
    ("intiface:ws://127.0.0.1:12345", "intiface", "ws://127.0.0.1:12345", {}),
    ("mqtt://broker/felt/levels", "mqtt", "//broker/felt/levels", {}),
    ("web:", "web", "", {}),
    ("file:a/b.jsonl?motors=2", "file", "a/b.jsonl", {"motors": 2}),
    (
        "mock:?motors=1&loss=0.05&delay_ms=40&drop_after=3",
        "mock",
        "",
        {"motors": 1, "loss": 0.05, "delay_ms": 40, "drop_after": 3},
    ),
    (
        "sim:?corrupt=0.1&reorder=1&interval_ms=7.5&seed=3&max_level=.5",
        "sim",
        "",
        {"corrupt": 0.1, "reorder": 1.0, "interval_ms": 7.5, "seed": 3, "max_level": 0.5},
    ),
    ("MOCK:?kind=erm&lowest=.2", "mock", "", {"kind": "erm", "lowest": 0.2}),
    ("file:100%25 mine%3F", "file", "100% mine?", {}),
]


@pytest.mark.parametrize(("text", "scheme", "address", "options"), CONTRACT)
def test_every_form_of_the_contract_is_read(text, scheme, address, options):
    uri = parse_uri(text)
    assert (uri.scheme, uri.address, dict(uri.options)) == (scheme, address, options)
    assert parse_uri(str(uri)) == uri


REFUSED = [
    ("", BridgeReason.BAD_FORM, "mock:"),
    ("mock", BridgeReason.BAD_FORM, "mock:"),
    ("/dev/ttyACM0", BridgeReason.BAD_FORM, "serial:"),
    ("mok:", BridgeReason.UNKNOWN_SCHEME, "mock:"),
    ("seriel:auto", BridgeReason.UNKNOWN_SCHEME, "serial:"),
    ("mock:x", BridgeReason.BAD_ADDRESS, "mock:?motors=1"),
    ("tcp:host", BridgeReason.BAD_ADDRESS, "tcp:"),
    ("tcp:host:99999", BridgeReason.BAD_ADDRESS, "tcp:"),
    ("serial:", BridgeReason.BAD_ADDRESS, "serial:"),
    ("serial:/dev/x,fast", BridgeReason.BAD_ADDRESS, "serial:"),
    ("file:", BridgeReason.BAD_ADDRESS, "file:"),
    ("intiface:127.0.0.1", BridgeReason.BAD_ADDRESS, "ws://"),
    ("mock:?", BridgeReason.BAD_FORM, "?"),
    ("mock:?motor=1", BridgeReason.UNKNOWN_OPTION, "motors="),
    ("mock:?log=x", BridgeReason.UNKNOWN_OPTION, "motors="),
    ("mock:?motors=3", BridgeReason.BAD_OPTION, "1, 2, 4, 8"),
    ("mock:?motors", BridgeReason.BAD_OPTION, "1, 2, 4, 8"),
    ("mock:?loss=2", BridgeReason.BAD_OPTION, "from 0 to 1"),
    ("mock:?loss=nan", BridgeReason.BAD_OPTION, "from 0 to 1"),
    ("mock:?loss=1e999", BridgeReason.BAD_OPTION, "from 0 to 1"),
    ("mock:?max_level=0", BridgeReason.BAD_OPTION, "above 0"),
    ("mock:?delay_ms=-1", BridgeReason.BAD_OPTION, "whole number"),
    ("mock:?corrupt=1.1", BridgeReason.BAD_OPTION, "from 0 to 1"),
    ("mock:?interval_ms=0", BridgeReason.BAD_OPTION, "above 0 to 400"),
    ("mock:?seed=x", BridgeReason.BAD_OPTION, "whole number"),
    ("file:x?drop=1", BridgeReason.UNKNOWN_OPTION, "motors="),
    ("serial:auto?motors=1", BridgeReason.UNKNOWN_OPTION, "process="),
    ("mock:?delay_ms=1&delay_ms=2", BridgeReason.BAD_OPTION, "once"),
    ("file:\x1b[31mred", BridgeReason.BAD_FORM, "mock:"),
    ("file:%1b[31mred", BridgeReason.BAD_FORM, "control"),
    ("file:%c2%9b31mred", BridgeReason.BAD_FORM, "control"),
    ("file:" + "x" * 4000, BridgeReason.BAD_FORM, "mock:"),
]


@pytest.mark.parametrize(("text", "reason", "hint"), REFUSED)
def test_what_cannot_be_read_is_refused_with_the_way_out(text, reason, hint):
    with pytest.raises(DeviceStringError) as caught:
        parse_uri(text)
    error = caught.value
    assert (error.reason, error.exit_code) == (reason, 3 if reason is BridgeReason.UNKNOWN_SCHEME else 2)
    assert hint in error.hint
    for sentence in (str(error), error.hint):
        assert sentence.endswith(".")
        assert "\n" not in sentence
        assert sentence.isprintable()
        assert len(sentence) < 200


ADDRESSES = st.sampled_from(["", "x", "a:1", "ws://x", "//a/b"])


@given(
    st.text(max_size=80)
    | st.builds("{}:{}".format, st.sampled_from(SCHEMES), st.text(max_size=60))
    | st.builds("{}:{}?{}".format, st.sampled_from(SCHEMES), ADDRESSES, st.text(max_size=40))
)
def test_any_text_is_read_or_refused(text):
    with suppress(DeviceStringError):
        uri = parse_uri(text)
        again = parse_uri(str(uri))
        assert again == uri
        assert str(again) == str(uri)


PART = st.floats(0, 1, allow_subnormal=False)
OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "motors": st.sampled_from([1, 2, 4, 8]),
        "kind": st.sampled_from(["erm", "lra", "vcm"]),
        "lowest": PART,
        "loss": PART,
        "dup": PART,
        "delay_ms": st.integers(0, 400),
        "corrupt": PART,
        "reorder": PART,
        "interval_ms": st.floats(0.1, 400),
        "drop_after": st.integers(0, 1000),
        "seed": st.integers(0, 999_999_999),
        "log": st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20),
    },
)


@given(OPTIONS)
def test_round_trip_of_options(options):
    uri = DeviceUri("sim", "", options)
    assert parse_uri(str(uri)) == uri
    assert hash(parse_uri(str(uri))) == hash(DeviceUri("sim", "", dict(reversed(options.items()))))


def test_options_cannot_be_changed():
    with pytest.raises(TypeError):
        parse_uri("mock:?motors=1").options["motors"] = 2
