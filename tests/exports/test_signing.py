from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import delivery, package, payload, signing
from exports.payload import Cargo
from forms.errors import KnownError
from forms.report.report import Report
from tests.forms.reports import made
from tests.schemas import problems

EDITED = datetime(2024, 11, 15, 7, 30, tzinfo=UTC)
SEED = bytes(range(32))
REPORT: Report = made([])
SIGNED = payload.pack(REPORT, SEED)


def opened(cargo: Cargo) -> payload.Delivery:
    """What a reader makes of a cargo that somebody sealed again."""
    return payload.opened(cargo, payload.sealed(payload.seal(cargo)))


def test_a_signed_package_names_its_key_and_prints_the_same_code(tmp_path: Path) -> None:
    package.write(SIGNED, EDITED, tmp_path / "a.zip")
    found = delivery.read(tmp_path / "a.zip")
    assert found.signer == signing.public_key(SEED)
    assert found.code == payload.pack(REPORT).code
    assert not found.remarks


def test_a_signed_envelope_is_as_the_schema_says() -> None:
    schema = json.loads((Path(__file__).resolve().parents[2] / "docs/goi-so-lieu.schema.json").read_text("utf-8"))
    assert [*problems(json.loads(SIGNED.envelope), schema["$defs"]["envelope"], schema)] == []


def test_signing_gives_the_same_bytes_again() -> None:
    assert payload.pack(REPORT, SEED) == SIGNED
    assert payload.pack(REPORT, bytes(32)) != SIGNED


def test_what_nobody_signed_stays_usable() -> None:
    assert opened(payload.pack(REPORT)).signer == ""


def resigned(**changes: object) -> Cargo:
    """The envelope with something else in it, sealed again; the signature as it was."""
    envelope = json.loads(SIGNED.envelope)
    return Cargo(SIGNED.data, json.dumps(envelope | changes).encode())


def test_a_changed_envelope_is_refused_though_it_was_sealed_again() -> None:
    envelope = json.loads(SIGNED.envelope)
    reports = [{**envelope["reports"][0], "state": "da_phat_hanh"}]
    with pytest.raises(KnownError, match="Chữ ký số"):
        opened(resigned(reports=reports))


def test_other_data_under_a_signed_envelope_are_refused() -> None:
    other = SIGNED.data.replace(b'"cells"', b'"cell_"')
    with pytest.raises(KnownError, match="không khớp mã băm"):
        opened(Cargo(other, SIGNED.envelope))


@pytest.mark.parametrize(
    "signature",
    ["", 7, [], {}, {"key": "zz", "value": ""}, {"key": "00" * 32, "value": "00" * 64}, {"key": None, "value": None}],
    ids=str,
)
def test_what_is_no_signature_is_refused(signature: object) -> None:
    with pytest.raises(KnownError):
        opened(resigned(signature=signature))


@settings(max_examples=60)
@given(st.data())
def test_no_character_of_a_signed_envelope_can_be_changed(data: st.DataObject) -> None:
    text = SIGNED.envelope.decode()
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from('0123456789abcdef xyz{}[]",:'))
    changed = text[:place] + other + text[place + 1 :]
    try:
        same = json.loads(changed) == json.loads(text)
    except ValueError:
        same = False
    if same:
        return
    try:
        found = opened(Cargo(SIGNED.data, changed.encode()))
    except KnownError:
        return
    assert found.signer != signing.public_key(SEED)  # at best it is a file that nobody signed


def test_a_fingerprint_can_be_read_out() -> None:
    key = signing.public_key(SEED)
    fingerprint = signing.fingerprint(key)
    assert len(fingerprint.split("-")) == 5
    assert fingerprint != signing.fingerprint(signing.public_key(bytes(32)))
    assert set(fingerprint) <= set("0123456789ABCDEF-")
    assert len(signing.new_key()) == signing.KEY_LENGTH
    assert signing.new_key() != signing.new_key()
