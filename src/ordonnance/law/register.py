"""Every rule, every version: an explicit list, so that nothing enters the law by accident."""

from datetime import date

from ordonnance.law.articles import (
    arrete_2010_08_10,
    arrete_2020_01_13,
    arrete_2020_01_30,
    brands,
    circulaire_1980_03_31,
    convention_medicale,
    csp_d4362_11_1,
    csp_l1111_8_1,
    csp_l4071_1,
    csp_l5121_12,
    csp_l5121_12_1_1,
    csp_l5125_23,
    csp_l5125_23_2,
    csp_r4127_76,
    csp_r5121_77,
    csp_r5121_91,
    csp_r5121_95,
    csp_r5123_2,
    csp_r5123_2_1,
    csp_r5123_2_1_months,
    csp_r5125_54,
    csp_r5125_55,
    csp_r5132_3,
    csp_r5132_3_author,
    csp_r5132_3_line,
    csp_r5132_3_people,
    csp_r5132_3_setting,
    csp_r5132_5,
    csp_r5132_6,
    csp_r5132_14,
    csp_r5132_21,
    csp_r5132_22,
    csp_r5132_29,
    csp_r5132_29_interventions,
    csp_r5132_30,
    csp_r5132_33,
    csp_r5132_35,
    csp_r5134_4_1,
    css_d160_5,
    css_l162_1_7_1,
    css_l162_4,
    css_l162_4_2,
    css_l162_16,
    css_l162_16_7,
    css_l324_1,
    css_r161_45,
    css_r162_20_4,
    css_r162_20_5,
    css_r163_1,
    css_r163_2,
    css_r165_36,
    css_r165_40,
    dated_later,
    doses,
    free_text,
    interactions,
    interactions_known,
    interactions_running,
    label_documents,
    label_notes,
    limits_of_reading,
    loi_1980_07_07,
    perimeter_rules,
    pharmacopee,
    samu_circuits,
    samu_sas,
    who_nurses,
    who_others,
    who_prescribes,
)
from ordonnance.law.case import Case, LineCase
from ordonnance.law.rule import Rule

AnyRule = Rule[Case] | Rule[LineCase]

DOCUMENT_RULES: tuple[Rule[Case], ...] = (
    *csp_r5132_3_people.DOCUMENT_RULES,
    *dated_later.DOCUMENT_RULES,
    *csp_r5132_3_author.DOCUMENT_RULES,
    *csp_r5132_3.DOCUMENT_RULES,
    *csp_r4127_76.DOCUMENT_RULES,
    *css_r161_45.DOCUMENT_RULES,
    *csp_l1111_8_1.DOCUMENT_RULES,
    *arrete_2010_08_10.DOCUMENT_RULES,
    *csp_l4071_1.DOCUMENT_RULES,
    *convention_medicale.DOCUMENT_RULES,
    *css_l324_1.DOCUMENT_RULES,
    *samu_sas.DOCUMENT_RULES,
    *samu_circuits.DOCUMENT_RULES,
    *free_text.DOCUMENT_RULES,
    *interactions_known.DOCUMENT_RULES,
)

LINE_RULES: tuple[Rule[LineCase], ...] = (
    *limits_of_reading.LINE_RULES,
    *dated_later.LINE_RULES,
    *brands.LINE_RULES,
    *perimeter_rules.LINE_RULES,
    *csp_r5132_3_setting.LINE_RULES,
    *csp_r5132_3_line.LINE_RULES,
    *who_prescribes.LINE_RULES,
    *who_nurses.LINE_RULES,
    *who_others.LINE_RULES,
    *csp_r5132_6.LINE_RULES,
    *csp_r5121_77.LINE_RULES,
    *csp_r5121_91.LINE_RULES,
    *csp_r5121_95.LINE_RULES,
    *label_documents.LINE_RULES,
    *label_notes.LINE_RULES,
    *csp_r5132_3.LINE_RULES,
    *csp_r5125_55.LINE_RULES,
    *csp_r5125_54.LINE_RULES,
    *pharmacopee.LINE_RULES,
    *loi_1980_07_07.LINE_RULES,
    *csp_r5132_21.LINE_RULES,
    *arrete_2020_01_13.LINE_RULES,
    *csp_r5132_30.LINE_RULES,
    *csp_r5132_29.LINE_RULES,
    *csp_r5132_29_interventions.LINE_RULES,
    *csp_r5132_5.LINE_RULES,
    *samu_sas.LINE_RULES,
    *css_r163_2.LINE_RULES,
    *css_d160_5.LINE_RULES,
    *css_l162_4_2.LINE_RULES,
    *csp_r5132_33.LINE_RULES,
    *csp_r5132_22.LINE_RULES,
    *csp_r5132_14.LINE_RULES,
    *css_r162_20_4.LINE_RULES,
    *css_r162_20_5.LINE_RULES,
    *csp_l5121_12_1_1.LINE_RULES,
    *csp_l5125_23.LINE_RULES,
    *csp_l5125_23_2.LINE_RULES,
    *css_l162_16.LINE_RULES,
    *csp_r5132_35.LINE_RULES,
    *csp_r5123_2_1.LINE_RULES,
    *csp_r5123_2_1_months.LINE_RULES,
    *csp_r5134_4_1.LINE_RULES,
    *css_r165_36.LINE_RULES,
    *css_r165_40.LINE_RULES,
    *csp_d4362_11_1.LINE_RULES,
    *convention_medicale.LINE_RULES,
    *csp_r5123_2.LINE_RULES,
    *css_l162_4.LINE_RULES,
    *css_r163_1.LINE_RULES,
    *csp_l5121_12.LINE_RULES,
    *css_l162_1_7_1.LINE_RULES,
    *circulaire_1980_03_31.LINE_RULES,
    *css_l162_16_7.LINE_RULES,
    *arrete_2020_01_30.LINE_RULES,
    *free_text.LINE_RULES,
    *interactions.LINE_RULES,
    *interactions_running.LINE_RULES,
    *doses.LINE_RULES,
)

REGISTER: tuple[AnyRule, ...] = (*DOCUMENT_RULES, *LINE_RULES)
"""All versions of all rules, in the order in which findings are shown."""

IDS: tuple[str, ...] = tuple(dict.fromkeys(rule.id for rule in REGISTER))
"""Ids in the same order, each once."""


def versions(rule_id: str) -> tuple[AnyRule, ...]:
    """The versions of a rule, oldest first; empty when there is no such rule."""
    found = [rule for rule in REGISTER if rule.id == rule_id]
    return tuple(sorted(found, key=lambda rule: rule.since or date.min))


def version_on(rule_id: str, day: date) -> AnyRule | None:
    """The version of a rule that is in force on a day, or None."""
    return next((rule for rule in versions(rule_id) if rule.in_force(day)), None)


def in_force(day: date) -> tuple[AnyRule, ...]:
    """The versions in force on a day."""
    return tuple(rule for rule in REGISTER if rule.in_force(day))
