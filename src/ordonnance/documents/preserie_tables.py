"""The tables of the balance sheet of a présérie: the rows that the committee may check."""

from collections.abc import Sequence
from decimal import Decimal

from ordonnance.documents.report import (
    Cell,
    CellKind,
    Chart,
    ChartKind,
    Column,
    Mark,
    Table,
)
from ordonnance.domain.french.dates import short
from ordonnance.domain.preserie.balance import CRITERIA, Balance
from ordonnance.domain.preserie.comparison import Compared
from ordonnance.domain.preserie.criteria import LABELS
from ordonnance.domain.preserie.measures import Share
from ordonnance.domain.preserie.parties import Kind
from ordonnance.domain.preserie.questionnaire import HIGHEST, LOWEST
from ordonnance.domain.preserie.register import Entry, day_of

SHARE = Column("Part", CellKind.SHARE)


def _part(share: Share) -> Decimal | None:
    """Rounded down before it is shown: 79,96 % never reads as 80 %."""
    return None if share.percent is None else share.percent / 100


def _mark(balance: Balance) -> Mark | None:
    least = balance.pilot.terms.least_success
    return None if least is None else Mark(Decimal(least) / 100, f"Seuil de {least}\u202f%")


def sites(balance: Balance) -> Table:
    """One row for each site, then the whole."""
    measures = balance.measures
    rows: list[tuple[Cell, ...]] = [
        (each.site.value, each.installed, each.share.recorded, each.share.counted,
         _part(each.share), sum(each.left_out.values()), each.last, each.silent)
        for each in measures.sites
    ]  # fmt: skip
    whole = measures.overall
    rows.append(("Ensemble", None, whole.recorded, whole.counted, _part(whole),
                 sum(measures.left_out.values()), None, None))  # fmt: skip
    return Table(
        "sites", "Par site",
        (Column("N° AM"), Column("Installé le", CellKind.DAY),
         Column("Enregistrées", CellKind.COUNT), Column("Comptées", CellKind.COUNT), SHARE,
         Column("Écartées", CellKind.COUNT), Column("Dernière", CellKind.DAY),
         Column("Silencieux", CellKind.FLAG)),
        tuple(rows), totals=1,
        chart=Chart(ChartKind.BARS, "La part de chaque site, face au seuil.", (4,),
                    _mark(balance)),
    )  # fmt: skip


def days(balance: Balance) -> Table:
    """One row for each day."""
    side = balance.pilot.terms.side
    return Table(
        "jours", "Jour par jour",
        (Column("Jour"), Column("Date", CellKind.DAY), Column("Enregistrées", CellKind.COUNT),
         Column("Non enregistrées", CellKind.COUNT),
         Column("Part depuis le début", CellKind.SHARE)),
        tuple(
            (each.day.strftime("%d/%m"), each.day, each.share.recorded,
             each.share.counted - each.share.recorded, _part(each.since_start))
            for each in balance.measures.days
        ),
        note=f"Une {side.act} compte le jour de sa première tentative.",
        chart=Chart(ChartKind.COLUMNS, f"Les {side.acts} de chaque jour.", (2, 3)),
    )  # fmt: skip


def left_out(balance: Balance) -> Table:
    """Why executions do not count."""
    acts = balance.pilot.terms.side.acts
    acts = f"{acts[0].upper()}{acts[1:]}"
    rows = tuple((each.label, times) for each, times in balance.measures.left_out.items())
    return Table("ecartees", f"{acts} écartées",
                 (Column("Motif"), Column(acts, CellKind.COUNT)), rows)  # fmt: skip


def anomalies(balance: Balance) -> Table:
    """Each anomaly, then each code that nothing explains."""
    rows: list[tuple[Cell, ...]] = [
        (each.id, each.told, each.origin.label, each.blocking,
         each.standing(balance.day).label, each.fix.version if each.fix else "")
        for each in balance.looked.anomalies
    ]  # fmt: skip
    rows += [
        (each.code, f"{each.operation.label}, {each.times} fois", "à expliquer", None, "", "")
        for each in balance.looked.suspicions
    ]
    return Table(
        "anomalies", "Anomalies et codes à expliquer",
        (Column("Nom"), Column("Constat"), Column("Origine"),
         Column("Bloquante", CellKind.FLAG), Column("État"), Column("Version")),
        tuple(rows),
    )  # fmt: skip


def scans(balance: Balance) -> Table:
    """What became of the scans."""
    rows = tuple((scan.label, times, scan.is_fault)
                 for scan, times in balance.looked.scans.scans.items())  # fmt: skip
    return Table(
        "scor",
        "Envois par SCOR",
        (Column("Cas"), Column("Exécutions", CellKind.COUNT), Column("Faute", CellKind.FLAG)),
        rows,
    )


def needs(balance: Balance) -> Table:
    """The technical prerequisites found."""
    rows = tuple((each.told, each.found, each.met_by)
                 for each in balance.looked.needs.needs if each.found <= balance.day)  # fmt: skip
    return Table("prerequis", "Prérequis techniques",
                 (Column("Constat"), Column("Relevé le", CellKind.DAY), Column("Réponse")),
                 rows)  # fmt: skip


def questions(balance: Balance) -> Table:
    """The answers by question."""
    rows: list[tuple[Cell, ...]] = []
    for each in balance.looked.satisfaction.questions:
        if each.answered:
            agreed = (Decimal(each.satisfied) / each.answered).quantize(Decimal("0.001"))
            rows.append((f"{each.question.id} {each.question.asks}", *each.counts, agreed))
    marks = (Column(str(mark), CellKind.COUNT) for mark in range(LOWEST, HIGHEST + 1))
    return Table(
        "questionnaire", "Réponses, de 1 (pas du tout d’accord) à 5 (tout à fait)",
        (Column("Question"), *marks, Column("D’accord", CellKind.SHARE)), tuple(rows),
        chart=Chart(ChartKind.BARS, "La part de ceux qui sont d’accord, par question.", (6,)),
    )  # fmt: skip


def requirements(balance: Balance) -> Table:
    """What the note asks of a présérie, and the answer."""
    rows = tuple((each.requirement.id, each.requirement.asks, each.answer.verdict.label,
                  each.answer.why) for each in balance.requirements)  # fmt: skip
    return Table("exigences", "Ce que la note demande",
                 (Column("Exigence"), Column("Ce qui est demandé"), Column("Réponse"),
                  Column("Pourquoi")), rows)  # fmt: skip


def decisions(entries: Sequence[Entry]) -> Table:
    """The acts of the course, and whatever was written despite a requirement."""
    rows = tuple(
        (short(day_of(each)), each.by.role.label,
         each.said.done.act.label if each.said.done is not None else each.said.kind.label,
         ", ".join(each.despite), each.reason, ", ".join(each.carried))
        for each in entries
        if each.said.kind is Kind.DONE or each.despite
    )  # fmt: skip
    return Table(
        "registre", "Actes du déroulement",
        (Column("Inscrit le"), Column("Par"), Column("Quoi"), Column("Malgré"), Column("Motif"),
         Column("À vérifier ensuite")),
        rows,
    )  # fmt: skip


def comparison(others: Sequence[Compared]) -> Table:
    """Préséries side by side, of one side: they have the same criteria."""
    titles = {each.id: each.title for each in CRITERIA}
    rows = tuple(
        (each.name, None if each.percent is None else each.percent / 100,
         *(LABELS[verdict] for _, verdict in each.verdicts))
        for each in others
    )  # fmt: skip
    return Table(
        "autres", "Préséries comparées",
        (Column("Présérie"), SHARE,
         *(Column(titles[id]) for id, _ in others[0].verdicts)), rows,
    )  # fmt: skip
