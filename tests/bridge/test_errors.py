"""The tree of errors: exit codes, hints, and that they survive a trip between processes."""

from __future__ import annotations

import pickle

import pytest

from firmware_bridge import errors

KINDS = [
    (errors.HapticsError, 1, Exception),
    (errors.BridgeError, 3, errors.HapticsError),
    (errors.DeviceStringError, 2, ValueError),
    (errors.DeviceNotFound, 3, errors.BridgeError),
    (errors.DeviceRefused, 3, errors.BridgeError),
    (errors.LinkLost, 3, ConnectionError),
    (errors.LexiconFileError, 5, ValueError),
]


@pytest.mark.parametrize(("kind", "exit_code", "base"), KINDS)
def test_each_kind_keeps_message_hint_and_reason(kind, exit_code, base):
    error = kind("It broke.", hint="Mend it.", reason=errors.BridgeReason.REFUSED)
    assert isinstance(error, base)
    assert isinstance(error, errors.HapticsError)
    assert (str(error), error.hint, error.exit_code) == ("It broke.", "Mend it.", exit_code)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again), again.hint) == (kind, "It broke.", "Mend it.")
    assert again.reason is errors.BridgeReason.REFUSED


def test_a_reason_prints_as_its_word():
    assert f"{errors.BridgeReason.SILENT}" == "silent" == str(errors.BridgeReason.SILENT)


def test_other_packages_can_add_reasons():
    class Other(errors.Reason):
        NEW = "new"

    assert errors.HapticsError("m", hint="h", reason=Other.NEW).reason == "new"
