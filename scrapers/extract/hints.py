"""What the names of classes and ids hint at. They mislead, so a hint never decides alone:
it counts only for a part that is small beside the article (see `container`, `page_roles`).
"""

import re
from functools import lru_cache

_KINDS: tuple[tuple[str, str], ...] = (
    ("caption", r"(?<!no)(?<!no-)(?<!no_)caption|chu-?thich|img-?desc|image-?desc|desc[-_]?(?:img|image|photo)|photo-?(?:note|desc)|imagenote|img-?note|thumb-?desc|wp-caption|(?:img|pic|photo|image|amp)-?cap(?:[\s_-]|$)|pic-?(?:te?xt|desc|note)|avatar-?desc"),
    ("comment", r"comment(?!ary)|binh-?luan|\bcmt|cmt\b|fb-?root|disqus|y-?kien|ykien|reply|respond"),
    ("related", r"relat|lien-?quan|tin-?(?:khac|lq|moi|cung|nong|hot|noi-?bat|tieu-?diem|doc-?nhieu|xem-?nhieu)|other-?news|news-?other|read-?more|more-?news|xem-?(?:them|nhieu|tiep)|doc-?(?:them|nhieu)|cung-?(?:chuyen-?muc|chu-?de|su-?kien)|same-?cat|recommend|suggest|popular|most-?(?:read|view)|trend|insert-?(?:link|wiki|news)|link-?content|box-?tin|bai-?lien|tin-?bai|news-?list|list-?news|see-?also|also-?(?:read|like)|more-?on|up-?next|danh-?sach-?tin|event-?list|dong-?su-?kien|su-?kien"),
    ("share", r"share|social|fb-?like|zalo|sharing|follow-?(?:us|google)|google-?news|ggnews|toolbox|tool-?bar|bookmark"),
    ("promo", r"(?:^|[\s_-])ads?(?:[\s_-]|$)|adv(?:ert|s|\b)|banner|quang-?cao|quangcao|sponsor|popup|pop-up|modal|dialog|login|signin|sign-?in|newsletter|subscri|paywall|donat|gift|tang-?sao|promo|cookie|consent|toast|tooltip|survey|poll|quiz|rating|vote|audio|podcast|player|pholder"),
    ("tags", r"(?:^|[\s_-])tags?(?:[\s_-]|$)|tag-?(?:list|box|item)|list-?tag|tu-?khoa|keyword|hash-?tag|topics?(?:[\s_-]|$)"),
    ("nav", r"(?:^|[\s_-])nav|menu|bread-?crumb|breadcrum|foot(?:er)?(?:[\s_-]|$)|footer|pagination|paging|pager|side-?bar|widget|topbar|top-?bar|site-?header|page-?header|header-?(?:wrap|top|site)|logo|copyright|imprint|sticky|(?:^|[\s_-])odds(?:[\s_-]|$)|live-?score|fixtures?(?:[\s_-]|$)|lich-?thi-?dau|bang-?xep-?hang|weather|thoi-?tiet|ty-?gia|gia-?vang|xo-?so|lottery|tu-?vi|horoscope"),
    ("byline", r"(?<!quote)(?<!quote[-_])author|tac-?gia|tacgia|byline|by-line|writer|reporter|pen-?name|contributor|signature|journalist"),
    ("date", r"(?:^|[\s_-])(?:date|time|datetime|pdate|ngay|posted)(?=[\s_-]|$|post|on)|date(?:[\s_-]|$)|timestamp|publish-?(?:date|time|ed)|publication|pub-?date|ngay-?dang|datepublished"),
    ("lead", r"sapo|(?:^|[\s_-])lead(?:[\s_-]|$)|standfirst|stand-first|(?:^|[\s_-])(?:dek|chapeau|chapo|kicker-?text|summary|excerpt|abstract|teaser-?text|intro(?:text|duction)?|short-?(?:intro|desc))(?:[\s_-]|$)|article-?(?:lead|summary|intro)|(?:^|[\s_-])description(?:[\s_-]|$)|detail-?(?:lead|sapo|summary)|(?:^|[\s_-])desc(?:[\s_-]|$)|subtitle|sub-?head(?:line|ing)"),
    ("body", r"article-?body|article__body|article-?content|article__content|content-?detail|detail-?content|fck[-_]?detail|entry-?content|post-?content|post-?body|cms-?body|main-?detail|main-?content-?body|the-article-body|singular-?content|news-?content|noi-?dung|noidung|story-?body|story-?content|text-?body|text-?content|content-?body|body-?content|bodytext|detail-?body|article-?text|rich-?text|wysiwyg|textblock|text_block|ck-?content|content-?news|maincontent|cate-?body"),
)  # fmt: skip
# In lower case: without re.IGNORECASE the letters that can begin a match are known, and others are skipped.
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _KINDS)
_RANK = {kind: rank for rank, (kind, _) in enumerate(_KINDS)}
AGAINST = frozenset({"comment", "related", "share", "promo", "tags", "nav", "caption"})
_LONGEST = 300


@lru_cache(maxsize=8192)
def kind(names: str) -> str:
    """What an element's classes, id and itemprop hint at: one of the kinds, "" for nothing known."""
    kinds = {_kind_of_one(name) for name in names[:_LONGEST].lower().split()} - {""}
    return min(kinds, key=_RANK.__getitem__, default="")


@lru_cache(maxsize=8192)
def _kind_of_one(name: str) -> str:
    """No pattern reaches over a blank, and pages have far fewer names than combinations of names.

    What a blog engine calls an article after its section ("category-su-kien") says nothing of the box.
    """
    if name.startswith("category-"):
        return ""
    return next((kind for kind, pattern in _PATTERNS if pattern.search(name)), "")
