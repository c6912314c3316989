from __future__ import annotations

from pathlib import Path

import pytest

from forms.definitions.loading import load
from forms.definitions.records import DefinitionError
from forms.values.period import Period
from storage.workspace import Workspace
from ui.jobs import sample

DESCRIPTION = 'title = "{title}"\ntemplate = "nq42"\nunit = "Xã Đăk Blà"\nlevel = "xa"\nperiod = "2023-6T"\n'


def test_samples_are_found_by_their_descriptions(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / f"{name}.toml").write_text(DESCRIPTION.format(title=f"Mẫu {name}"), encoding="utf-8")
        (tmp_path / f"{name}.csv").write_text("figure,row,measure,value\nncc_monthly,,persons,7\n", encoding="utf-8")
    found = sample.samples(tmp_path)
    assert [each.title for each in found] == ["Mẫu a", "Mẫu b"]
    file = sample.make(tmp_path, found[1])
    assert file == tmp_path / "Mẫu b.bc42"
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(load)
    assert (report.unit.name, report.unit.level, report.period.code) == ("Xã Đăk Blà", "xa", "2023-6T")
    assert len(report.cells) == 1
    assert found[1].stem == "xa-dak-bla-nq42-2023-6T"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [("title", "titel", '"title"'), ('"2023-6T"', "2023", "period"), ("2023-6T", "2023-7T", "2023")],
)
def test_a_wrong_description_names_file_and_key(tmp_path: Path, old: str, new: str, words: str) -> None:
    (tmp_path / "a.toml").write_text(DESCRIPTION.format(title="Mẫu").replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=rf"a\.toml.*{words}"):
        sample.samples(tmp_path)


@pytest.mark.parametrize("each", sample.samples(), ids=lambda each: each.values.stem)
def test_every_sample_that_is_shipped_opens_and_goes(tmp_path: Path, each: sample.Sample) -> None:
    folder = tmp_path / "copy"
    folder.mkdir()
    file = sample.make(folder, each)
    with Workspace.open(file, readonly=True) as workspace:
        report = workspace.load(load)
        assert report.cells
        assert report.period == each.period
    sample.discard(file)
    assert not folder.exists()


def test_a_copy_with_another_period_stays(tmp_path: Path) -> None:
    for each in sample.samples():
        file = sample.make(tmp_path, each)
        with Workspace.open(file) as workspace:
            workspace.add_report(each.unit, Period(2030), load(each.template))
        sample.discard(file)
        assert file.exists()
