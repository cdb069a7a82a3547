"""A second story glued under the first one, as aggregators do: title, dateline, caption, text."""

from collections.abc import Sequence

from scrapers.extract import shapes
from scrapers.extract.piece import Piece

_A_BODY = 3  # paragraphs that the first story must have before another can begin
_TITLE_WORDS = 8  # subheadings are shorter


def glued(pieces: Sequence[Piece]) -> None:
    """From the second story's title on, nothing belongs to the article."""
    paragraphs = 0
    for i, piece in enumerate(pieces):
        if piece.role is not None:
            continue
        if paragraphs >= _A_BODY and _begins(pieces, i):
            _hand_over(pieces[i:])
            return
        paragraphs += len(piece.text) > 120
    _drop_cut_off_end(pieces)


def _begins(pieces: Sequence[Piece], i: int) -> bool:
    """A title of eight words or more, then a paragraph that opens a report as leads do."""
    following = [piece for piece in pieces[i + 1 : i + 4] if piece.role is None]
    title = pieces[i].text
    return (
        bool(following)
        and shapes.is_title_like(title)
        and not shapes.is_sentence(title)
        and len(shapes.words(title)) >= _TITLE_WORDS
        and shapes.is_lead_like(following[0].text)
    )


def _hand_over(pieces: Sequence[Piece]) -> None:
    title = pieces[0].text
    pieces[0].is_("related", "a title and a dateline after the end: another story begins")
    for piece in pieces[1:]:
        piece.is_("related", f"belongs to another story on the page: “{title[:60]}”")


def _drop_cut_off_end(pieces: Sequence[Piece]) -> None:
    """A last line that breaks off in "…" is the teaser of another story."""
    for piece in reversed(pieces):
        if piece.role is None:
            if shapes.is_cut_off(piece.text) and len(piece.text) > 150:
                piece.is_("teaser", "the last line breaks off in “…”: a teaser")
            return


def title_of(text: str) -> str:
    """The title in a glued line "Title Title's teaser …": up to where a sentence begins unannounced."""
    return shapes.first_title(text)
