"""The rules of the district's report: each fires where it must, and is silent on the sample once its slips are mended.

The sample is an invented district over three periods and what stood before them, consistent but for two slips: two
digits exchanged in one cell, and the loans of two purposes exchanged.
"""

from __future__ import annotations

import pytest

from forms.checks.checker import check
from forms.definitions.rules import Severity
from forms.report.report import Report
from forms.values.period import parse
from tests.forms.small import put
from tests.forms.templates.samples import lines, reports, sample_of

SAMPLE = sample_of("giam_ngheo")
LATEST = SAMPLE.period.code
MENDED = {
    "2023": "preferential_credit,need:house,households,436",
    LATEST: "nd28_loans,house,amount,21640;nd28_loans,land,amount,4850",
}
CASES = [
    ("committees_within_communes", "2023", "steering_committees,,communes,13"),
    ("inspected_within_communes", "2023", "review_inspections,,communes,13"),
    ("sessions_and_persons", "2023", "staff_training,province,per_session,0"),
    ("opinions_and_persons", LATEST, "review_training,,opinions,3"),
    ("dialogue_within_poor", "2023", "poverty_dialogue,,households,4237"),
    ("livelihood_counterpart", "2023", "livelihood,,budget_local,1236.06"),
    ("livelihood_rate", "2023", "livelihood,,local_rate,10.5"),
    ("livelihood_disbursed", "2023", "livelihood,,disbursed,13596.56"),
    ("models_and_beneficiaries", "2023", "livelihood,,beneficiaries,0"),
    ("livelihood_within_communes", "2023", "livelihood,,communes,13"),
    ("job_loans_and_money", LATEST, "job_loans,,amount,0"),
    ("jobs_plan", "2023", "jobs_created,,plan,1363"),
    ("income_and_persons", "2023", "jobs_created,abroad,income_min,0"),
    ("income_order", "2023", "jobs_created,abroad,income_min,385"),
    ("nutrition_counterpart", "2023", "nutrition,,budget_local,148.5"),
    ("nutrition_advance", "2023", "nutrition,,advance,2029.6"),
    ("bhyt_and_money", "2023", "bhyt_supported,merit,amount,0"),
    ("all_bhyt_and_money", "2023", "bhyt_supported,,amount,0"),
    ("bhyt_premium", "2023", "bhyt_supported,merit,amount,1324739000"),
    ("bhyt_premium_shared", "2023", "bhyt_supported,students,amount,1392914881"),
    ("bhyt_premium_least", "2023", "bhyt_supported,council_deputies,amount,13737000"),
    ("bhxh_poor_and_money", "2023", "bhxh_voluntary,poor,amount,0"),
    ("bhxh_poor_norm", "2023", "bhxh_voluntary,poor,amount,333.829"),
    ("bhxh_poor_norm", "2023", "bhxh_voluntary,poor,amount,23.182"),
    ("class_size", "2023", "rural_training,,classes,14"),
    ("class_size_by_field", "2023", "rural_training,agri,classes,10"),
    ("classes_and_persons", "2023", "rural_training,nonagri,classes,0"),
    ("training_within_communes", "2023", "rural_training,,communes,13"),
    ("training_plan", "2023", "rural_training,,plan,507"),
    ("training_plan_district", "2023", "rural_training,,plan_district,507"),
    ("training_available", "2023", "training_budget,,new_budget,1980000001"),
    ("training_carried_in", "2023", "training_budget,,carried_in,213670001"),
    ("training_carried_out", "2023", "training_budget,,carried_out,152314001"),
    ("training_disbursed", "2023", "training_budget,,disbursed,2193670001"),
    ("loans_and_money", LATEST, "nd28_loans,,households,0"),
    ("loans_within_approved", LATEST, "nd28_loans,,households,1663"),
    ("house_loans_cap", LATEST, "nd28_loans,house,amount,38080.001"),
    ("land_loans_cap", LATEST, "nd28_loans,land,amount,11600.001"),
    ("farmland_job_loans_cap", LATEST, "nd28_loans,farmland_job,amount,40695.001"),
    ("credit_plan", "2023", "credit_access,,rate,99.5"),
    ("households_implied", "2023", "near_poor_households,,rate,8.78"),
    ("poor_and_rate", "2023", "poor_households,,rate,0"),
    ("near_poor_and_rate", "2023", "near_poor_households,,rate,0"),
    ("poverty_rates", "2023", "poor_households,,rate,91.2"),
    ("escaped_within_last", "2023", "poor_households,,escaped,3747"),
    ("poverty_stock", "2023", "poor_households,,households,2997"),
    ("poverty_target", "2023", "poor_households,,rate_plan_max,24.37"),
    ("panels_and_communes", "2023", "poverty_panels,,communes,5"),
    ("courses", "2023", "poverty_courses,,persons,0"),
    ("deprivation_poor_households", "2023", "deprivation_poor,,households,3106"),
    ("deprivation_near_poor_households", "2023", "deprivation_near_poor,,households,1130"),
    ("causes_poor_households", "2023", "poverty_causes_poor,,households,3106"),
    ("causes_near_poor_households", "2023", "poverty_causes_near_poor,,households,1130"),
]
SEVERAL = {
    "jobs_years": "jobs_created,,persons,2647",
    "jobs_years_by_channel": "jobs_created,abroad,persons,85",
    "training_years": "rural_training,,persons,919",
    "training_years_by_field": "rural_training,agri,persons,660",
}
"""Rules on periods of several years; what the years add up to is one less."""


@pytest.fixture
def shipped() -> dict[str, Report]:
    return reports(SAMPLE, lines(SAMPLE))


@pytest.fixture
def mended(shipped: dict[str, Report]) -> dict[str, Report]:
    for period, said in MENDED.items():
        put(shipped[period], said)
    return shipped


def fired(report: Report) -> set[str]:
    """The rules and checks that say more than that they wait, or stand on no value in force."""
    return {finding.id.partition(":")[0] for finding in check(report) if finding.code not in {"waiting", "lapsed"}}


def test_the_sample_has_its_two_slips_and_no_others(shipped: dict[str, Report]) -> None:
    found = [
        (period, finding.severity, finding.cells[0])
        for period, report in shipped.items()
        for finding in check(report)
        if finding.severity is not Severity.INFO
    ]
    assert found == [
        ("2023", Severity.ERROR, ("preferential_credit", "need:house", "households")),
        (LATEST, Severity.WARNING, ("nd28_loans", "purpose:land", "amount")),
    ]


def test_mended_it_is_silent(mended: dict[str, Report]) -> None:
    assert set().union(*map(fired, mended.values())) == {"training_plan_district"}  # a plan of 2022
    assert "training_plan_district" not in fired(mended["2023"])


@pytest.mark.parametrize(("rule", "period", "said"), CASES)
def test_each_rule_fires(mended: dict[str, Report], rule: str, period: str, said: str) -> None:
    assert rule not in fired(mended[period])
    put(mended[period], said)
    assert rule in fired(mended[period])


@pytest.mark.parametrize("rule", SEVERAL)
def test_several_years_are_what_each_of_them_was(mended: dict[str, Report], rule: str) -> None:
    head, _, wrong = SEVERAL[rule].rpartition(",")
    both = Report(mended["2023"].template, mended["2023"].unit, parse("2022..2023"), mended["2023"].neighbours)
    put(both, f"{head},{int(wrong) - 1}")
    assert rule not in fired(both)
    put(both, SEVERAL[rule])
    assert rule in fired(both)


def test_no_rule_is_forgotten(mended: dict[str, Report]) -> None:
    rules = {rule.name for rule in mended[LATEST].template.rules}
    assert rules == {rule for rule, _, _ in CASES} | SEVERAL.keys()
