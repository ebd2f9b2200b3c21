"""In which language: titles, descriptions and keywords of a DCAT description, French first."""

from harvester.formats.html_text import plain_text
from harvester.formats.languages import to_language
from harvester.formats.rdf_graph import DC, DCT, NodeView
from harvester.formats.words import distinct, is_placeholder

_LANGUAGES = (DCT + "language", DC + "language")


def language_of(root: NodeView, titles: dict[str, str]) -> tuple[str, str | None]:
    """Return the language to read in, and the one to note: French where spoken, else the declared."""
    declared = [code for text in root.labels_or_iris(*_LANGUAGES) if (code := to_language(text))]
    tagged = sorted(filter(None, titles))
    if "fr" in titles or ("" in titles and "fr" in declared):
        return "fr", "fr"
    if "" in titles:
        return "fr", declared[0] if declared else None
    chosen = next((code for code in (*declared, "en", *tagged) if code in titles), "fr")
    return chosen, chosen if chosen in titles else None


def to_translations(
    titles: dict[str, str], descriptions: dict[str, tuple[str, ...]], title: str, language: str
) -> dict[str, dict[str, str]]:
    """Return title and description by language, beside the one the record is in."""
    found: dict[str, dict[str, str]] = {}
    for code in sorted((titles.keys() | descriptions.keys()) - {"", language}):
        texts = {"title": titles.get(code), "description": plain_text((descriptions.get(code) or ("",))[0])}
        kept = {name: text for name, text in texts.items() if text and text != title}
        if kept:
            found[code] = kept
    return found


def to_keywords(
    keywords: dict[str, tuple[str, ...]], language: str
) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """Return the keywords in the language of the record and those without one, else those of one language;
    and the others by language.
    """
    if not keywords:
        return (), {}
    words = {code: distinct(texts) for code, texts in keywords.items()}
    mine = [*words.get(language, ()), *words.get("", ())] or words[min(words)]
    best = {word: None for word in mine if not is_placeholder(word)}
    others: dict[str, list[str]] = {}
    for code in sorted(words):
        left = [word for word in words[code] if word not in best] if code else []
        if left:
            others[code] = left
    return tuple(best), others
