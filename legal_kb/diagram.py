"""A diagnosis drawn as a Mermaid flowchart: for those who review it."""

from legal_kb.diagnosis import Diagnosis

_STYLES = {
    "feu vert": "fill:#d8f3dc,stroke:#2d6a4f",
    "vigilance": "fill:#fff3cd,stroke:#8a6d00",
    "feu rouge": "fill:#f8d7da,stroke:#842029",
    "se faire accompagner": "fill:#dbe7fb,stroke:#1d4ed8",
}


def to_mermaid(diagnosis: Diagnosis) -> str:
    """Return the text of a flowchart, top to bottom: questions as boxes, conclusions rounded, by level."""
    lines = ["flowchart TD"]
    lines += [f'  {_node(one.id)}["{one.id} · {_words(one.text)}"]' for one in diagnosis.questions]
    for conclusion in diagnosis.conclusions:
        lines.append(f'  {_node(conclusion.id)}(["{conclusion.id} · {_words(conclusion.title)}"])')
        lines.append(f"  style {_node(conclusion.id)} {_STYLES[conclusion.level]}")
    for question in diagnosis.questions:
        lines += [
            f'  {_node(question.id)} -->|"{_words(answer.label)}"| {_node(answer.to)}'
            for answer in question.answers
        ]
    return "\n".join(lines) + "\n"


def _node(name: str) -> str:
    return name.replace("-", "_")


def _words(text: str) -> str:
    """Mermaid ends a text at a quote, and reads `#` as the start of an entity."""
    return text.replace("#", "#35;").replace('"', "#quot;")
