"""Fills the model card text with the figures of an evaluation."""

from pathlib import Path

from data import FINDINGS
from card import PRESENTATION

HERE = Path(__file__).resolve().parent


def cell(entry):
    """"0.81 (0.74-0.88)", or a dash where there is no figure."""
    if entry is None:
        return "–"
    return f"{entry['value']:.2f} ({entry['low']:.2f}–{entry['high']:.2f})"


def table(head, rows):
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(c) for c in line) + " |" for line in lines)


def main_table(evaluation):
    """One row per finding."""
    rows = []
    for name in FINDINGS:
        f = evaluation["findings"][name]
        rows.append([PRESENTATION[name][0], f"{f['positive']} ({f['positivePatients']})", cell(f["auroc"]),
                     cell(f["sensitivity"]), cell(f["specificity"]), f"{f['calibrationError']['value']:.2f}"])
    head = ["finding", "films (patients) with it", "AUROC", "sensitivity", "specificity", "ECE"]
    return table(head, rows)


def group_table(evaluation, kind):
    """AUROC per finding within each subgroup of one kind, with films showing the finding."""
    labels = list(next(iter(evaluation["findings"].values()))["groups"][kind])
    rows = []
    for name in FINDINGS:
        groups = evaluation["findings"][name]["groups"][kind]
        rows.append([PRESENTATION[name][0]] + [
            f"{cell(groups[label]['auroc'])}, {groups[label]['positive']} of {groups[label]['films']}" for label in labels])
    return table(["finding"] + labels, rows)


def gate_table(evaluation):
    """What the gate let through and what it refused."""
    gate = evaluation["gate"]
    rows = [["accepted", name, v["images"], f"{100 * v['rate']:.1f} %"] for name, v in gate["accepted"].items()]
    rows += [["refused", name, v["images"], f"{100 * v['rate']:.1f} %"] for name, v in gate["refused"].items()]
    return table(["should be", "images", "n", "are"], rows)


def operating_table(calibration):
    """Calibration and operating points."""
    rows = [[PRESENTATION[name][0], PRESENTATION[name][3], f"{f['a']:.3f}", f"{f['b']:.3f}", f"{f['operatingPoint']:.3f}"]
            for name, f in calibration["findings"].items()]
    return table(["finding", "urgency", "a", "b", "operating point"], rows)


def write_report(evaluation, calibration, folder):
    """Writes README.md of a version from model-card.md."""
    text = (HERE / "model-card.md").read_text()
    parts = {
        "split": evaluation["split"], "films": evaluation["films"], "patients": evaluation["patients"],
        "main": main_table(evaluation), "gate": gate_table(evaluation), "operating": operating_table(calibration),
        "gate_threshold": f"{calibration['gate']['threshold']:.3f}", "gate_temperature": f"{calibration['gate']['temperature']:.2f}",
        "view": group_table(evaluation, "view"), "sex": group_table(evaluation, "sex"),
        "collection": group_table(evaluation, "collection"), "first": group_table(evaluation, "first film of each patient"),
    }
    for name, value in parts.items():
        text = text.replace("{{" + name + "}}", str(value))
    (Path(folder) / "README.md").write_text(text)
