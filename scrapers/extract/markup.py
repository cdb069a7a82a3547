"""A parsed page to boxes and pieces, in one walk.

Every block element is a box; every run of text between block borders and line breaks is a piece.
Inline elements leave their mark on the piece: links, bold, italics.
"""

from selectolax.lexbor import LexborNode

from scrapers.extract.gathering import Gathering, State
from scrapers.extract.outline import Outline
from scrapers.extract.ways import TEXT, WAYS, named


def outline(root: LexborNode) -> Outline:
    """The boxes and pieces below `root`, in document order. Raises BadPage(code="too_many_blocks").

    Depth first with a stack of our own: whole subtrees are left out without a look.
    Siblings are gone through in the inner loop; the stack holds where to go on after a subtree.
    """
    page = Gathering()
    way_of, text_of, run = WAYS.get, page.text, page.run
    nothing: State = (0, -1, False, False)
    within = way_of(root.tag_id, named)(page, root, nothing)
    stack: list[tuple[LexborNode | None, State]] = [(root.child, within)] if within else []
    while stack:
        node, state = stack.pop()
        while node is not None:
            tag = node.tag_id
            following = node.next
            if tag == TEXT:
                text = node.text_content
                if text and (run or not text.isspace()):
                    text_of(text, state)
            else:
                below = way_of(tag, named)(page, node, state)
                if below and (first := node.child) is not None:
                    if following is not None:
                        stack.append((following, state))
                    following, state = first, below
            node = following
    page.flush()
    return Outline(page.boxes, page.pieces)
