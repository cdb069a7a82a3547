"""The forms of Vietnamese date expressions: patterns over lower-case text, and what each means. Pure."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scrapers.dates import meaning, periods
from scrapers.dates.meaning import MONTH_WORDS, NUMBERS, PARTS, WEEKDAYS, Context, Groups
from scrapers.dates.spans import Span

_D = r"(?P<d>0?[1-9]|[12]\d|3[01])"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_Y = r"(?P<y>(?:19|20)\d\d)"
_N = rf"(?P<n>\d{{1,3}}|{'|'.join(NUMBERS)})"
_PART = rf"(?P<part>{'|'.join(sorted(PARTS, key=len, reverse=True))})"
_TIME = r"(?:rạng sáng|sáng sớm|sáng|trưa|chiều tối|chiều|tối|đêm muộn|đêm|khuya)"
_SIDE = r"(?: (?:(?P<ahead>sắp tới|tới đây|tới|sắp diễn ra)|(?P<back>vừa qua|vừa rồi|qua))(?!\w))?"
_WHICH = (
    r"(?:(?P<this>này|nay)|(?P<ahead>sắp tới|tới đây|tới|kế tiếp|sau)"
    r"|(?P<back>vừa qua|vừa rồi|qua|trước|rồi|ngoái))(?!\w| đó)"
)
_OF_YEAR = (
    rf"(?: ?[/.-] ?{_Y}|,? năm (?:{_Y.replace('<y>', '<y2>')}|(?:(?P<this>nay)|(?P<yback>ngoái|trước)"
    r"|(?P<yahead>tới|sau))(?!\w)))"
)
_CUE = rf"(?P<cue>(?:(?:ngày|hôm|{_TIME}|mùng|mồng) )+)"
_END = r"(?![\w%])(?![/.-]\d)"
_CUE_BEFORE = re.compile(
    r"\b(?:từ|đến|tới|sang|trước|sau|vào|lúc|dịp|hạn|chót|trong|tin|ngày|hôm|thế giới|âm) $"
)
_BESIDE_DATE = re.compile(
    r"\b(?:ngày|hôm|sáng|chiều|tối|đêm) \d{1,2}[/-]\d{1,2} (?:và|hoặc|hay|rồi) (?:ngày )?$"
)
_BESIDE_YEAR = re.compile(r"\bnăm (?:19|20)\d\d(?: và|,| hoặc| hay) $")
_LUNAR_BEFORE = re.compile(r"\b(?:rằm|âm lịch ngày) (?:của )?$")
_LUNAR_AFTER = re.compile(r",? ?\(?(?:âm lịch|al\b|tết\b)")


@dataclass(frozen=True, slots=True)
class Rule:
    """One form of expression. `guard` sees what the pattern cannot, `names_day` feeds "cùng ngày"."""

    pattern: re.Pattern[str]
    resolve: Callable[[Groups, Context], Span | None]
    explicit: bool = False
    names_day: bool = False
    guard: Callable[[str, re.Match[str]], bool] | None = None


def _is_weekday(text: str, match: re.Match[str]) -> bool:
    """ "thứ Hai" or "hôm thứ hai", but neither "vòng thứ hai" nor "Thứ hai, …" nor "Thế chiến thứ Hai"."""
    if match["sunday"]:
        return True
    before = text[: match.start()].rstrip().lower()
    if before.endswith(("chiến", "thế giới", "lần", "vòng", "đợt", "hạng", "nhiệm kỳ")):
        return False
    if match["w"].isdigit() and (match["this"] or match["ahead"] or match["back"]):
        return not before.endswith(("phiên", "họp", "kỳ", "khóa", "cuộc"))
    return bool(match["hom"] or match["cue"] or match["week"]) or text[match.start("w")].isupper()


def _is_date(_text: str, match: re.Match[str]) -> bool:
    """A day and a month alone are a date after a word that says so, or in a form no fraction takes."""
    if match["cue"] or _BESIDE_DATE.search(match.string, 0, match.start()):
        return True
    if _CUE_BEFORE.search(match.string, 0, match.start()):
        return True
    padded = match["d"].startswith("0") or match["m"].startswith("0")
    if match["sep"] == "/" and match.string[: match.start()].rstrip()[-1:] in ("(", ","):
        return True
    return (
        match["sep"] == "/" and (int(match["d"]) > 9 or padded) and match["d"] + match["m"] != "247"
    )


def _is_range(_text: str, match: re.Match[str]) -> bool:
    """ "11 đến 13-3" is one, "9-1-1" is none."""
    return match["sep"] != "-" or re.search(r" (?:đến|tới) ", match[0]) is not None


def _is_year(_text: str, match: re.Match[str]) -> bool:
    """ "năm 2014 và 2022"."""
    return _BESIDE_YEAR.search(match.string, max(0, match.start() - 20), match.start()) is not None


def solar(lowered: str, match: re.Match[str]) -> bool:
    """No day of the moon's calendar ("rằm tháng Giêng", "15/8 âm lịch"), which we do not reckon."""
    return not (
        _LUNAR_BEFORE.search(lowered, max(0, match.start() - 20), match.start())
        or _LUNAR_AFTER.match(lowered, match.end())
    )


def _is_month(text: str, match: re.Match[str]) -> bool:
    """ "tháng năm" is May only with its capital."""
    return match["word"] not in ("năm", "ba") or text[match.start("word")].isupper()


def _rule(heads: str, pattern: str, *args: object, **kwargs: object) -> tuple[list[str], Rule]:
    """A rule and the first words that it may begin with; "#" is a figure."""
    return heads.split(), Rule(re.compile(pattern), *args, **kwargs)  # type: ignore[arg-type]


_MONTH_OF = rf"(?: ?(?P<sep>[/.-]) ?| tháng ){_M}(?:{_OF_YEAR})?"
_DAYS = "ngày hôm rạng sáng trưa chiều tối đêm khuya mùng mồng"
_PARTED = "đầu giữa cuối trung thượng hạ nửa"
_COUNTED = f"# {' '.join(NUMBERS)}"
_WORD_MONTH = rf"(?P<word>{'|'.join(sorted(MONTH_WORDS, key=len, reverse=True))})"
_RULES = (
    _rule(
        "đêm", rf"đêm (?:ngày )?\d{{1,2}},? rạng sáng (?:ngày )?{_D}(?P<sep>[/-]){_M}(?:{_OF_YEAR})?{_END}",
        meaning.night_between, explicit=True, names_day=True,
    ),
    _rule("#", rf"(?:{_Y}-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])){_END}", meaning.single_day, explicit=True, names_day=True),
    _rule(
        _DAYS,
        rf"(?:ngày|hôm|{_TIME}) (?P<list>\d{{1,2}}(?:, ?\d{{1,2}})*),? (?:và|,) (?:ngày )?{_D}{_MONTH_OF}{_SIDE}{_END}",
        meaning.listed_days, explicit=True, names_day=True,
    ),
    _rule(
        "từ ngày #",
        r"(?:từ )?(?:ngày )?(?P<d1>0?[1-9]|[12]\d|3[01])(?:[/.](?P<m1>0?[1-9]|1[0-2])(?:[/.](?P<y1>(?:19|20)\d\d))?)?"
        rf"(?: ?- ?| (?:đến|tới) )(?:hết )?(?:ngày )?{_D}(?P<sep>/|\.|(?<=\d)-| tháng ){_M}(?:{_OF_YEAR})?{_SIDE}{_END}",
        meaning.range_of_days, explicit=True, names_day=True, guard=_is_range,
    ),
    _rule(
        f"{_DAYS} #", rf"(?:{_CUE})?{_D} ?(?P<sep>[/.-]) ?{_M} ?(?P=sep) ?{_Y}{_END}",
        meaning.single_day, explicit=True, names_day=True,
    ),
    _rule(_DAYS, rf"{_CUE}{_D} tháng {_WORD_MONTH}(?:{_OF_YEAR})?{_SIDE}(?!\w)", meaning.single_day, explicit=True, names_day=True),
    _rule(_DAYS, rf"{_CUE}{_D} tháng {_M}(?:{_OF_YEAR})?{_SIDE}{_END}", meaning.single_day, explicit=True, names_day=True),
    _rule("#", rf"{_D} tháng {_M}(?:/| năm ){_Y}{_END}", meaning.single_day, explicit=True, names_day=True),
    _rule("ngày", rf"ngày {_D} tháng {_WHICH}", periods.day_of_that_month, explicit=True, names_day=True),
    _rule("ngày hôm", rf"(?:ngày|hôm) {_D} (?:(?P<this>này)|(?P<ahead>sắp tới|tới đây|tới)|(?P<back>vừa qua|vừa rồi))(?!\w)", meaning.bare_day, names_day=True),
    _rule(
        f"{_DAYS} #",
        rf"(?:{_CUE})?{_D}(?P<sep>[/.-]){_M}(?:,? năm (?:{_Y}|(?:(?P<this>nay)|(?P<yback>ngoái)|(?P<yahead>tới))(?!\w)))?{_SIDE}{_END}",
        meaning.single_day, explicit=True, names_day=True, guard=_is_date,
    ),
    _rule(
        "từ tháng",
        rf"(?:từ )?tháng (?P<m1>0?[1-9]|1[0-2])(?: ?- ?| (?:đến|tới) (?:hết )?)(?:tháng )?{_M}(?:{_OF_YEAR})?{_END}",
        periods.range_of_months,
    ),
    _rule(
        "từ tháng",
        rf"(?:từ )?tháng (?P<m1>0?[1-9]|1[0-2])(?:/| năm )(?P<y1>(?:19|20)\d\d)(?: ?- ?| (?:đến|tới) (?:hết )?)(?:tháng )?{_M}(?:/| năm ){_Y}{_END}",
        periods.range_of_dated_months,
    ),
    _rule(_COUNTED, rf"{_N} tháng (?P<part>đầu|cuối) (?:của )?năm(?: {_Y}| (?:(?P<this>nay|này)|(?P<yback>ngoái|trước)|(?P<yahead>tới|sau)))?{_END}", periods.months_of_year),
    _rule("#", r"(?P<n>\d{2,3}) (?:giờ|tiếng)(?: đồng hồ)? (?:(?P<ahead>tới|sắp tới)|(?P<back>qua|vừa qua))(?!\w)", meaning.hours_from_here),
    _rule(f"tháng {_PARTED}", rf"(?:{_PART} )?tháng {_M}(?:{_OF_YEAR})?{_SIDE}{_END}", periods.named_month),
    _rule(
        f"tháng {_PARTED}",
        rf"(?:{_PART} )?tháng {_WORD_MONTH}(?:{_OF_YEAR})?{_SIDE}(?!\w)",
        periods.named_month, guard=_is_month,
    ),
    _rule(f"tháng {_PARTED}", rf"(?:{_PART} )?tháng {_WHICH}", periods.that_month),
    _rule(
        "tuần",
        rf"tuần (?:(?P<nth>đầu|thứ hai|thứ ba|thứ tư|cuối)(?: tiên| cùng)?) (?:của )?tháng {_M}(?:{_OF_YEAR})?{_SIDE}{_END}",
        periods.week_of_month,
    ),
    _rule("tuần đầu giữa cuối", rf"(?:(?P<part>đầu|giữa|cuối) )?tuần {_WHICH}", meaning.that_week),
    _rule("cuối", r"cuối tuần(?!\w)", meaning.weekend),
    _rule(
        f"{_DAYS} vào thứ chủ",
        rf"(?:(?P<hom>hôm )|(?P<cue>(?:vào )?{_TIME} |vào ))?(?:thứ (?P<w>{'|'.join(WEEKDAYS)})|(?P<sunday>chủ nhật))(?!\w)"
        rf"(?: (?:(?P<week>tuần) )?{_WHICH})?",
        meaning.weekday, names_day=True, guard=_is_weekday,
    ),
    _rule(
        _COUNTED,
        rf"{_N} (?P<unit>ngày|tuần|tháng|năm) (?:(?P<ahead>tới|sắp tới|tới đây)|(?P<back>qua|vừa qua|gần đây|trở lại đây))(?!\w)",
        meaning.span_from_here,
    ),
    _rule(
        f"{_COUNTED} còn sau",
        rf"(?:còn |sau )?{_N} (?P<unit>ngày|tuần|tháng|năm) (?:(?:nữa|sau)|(?P<back>trước))(?P<there> đó)?(?!\w)",
        meaning.far_day,
    ),
    _rule(
        "cách",
        rf"(?P<back>cách đây|cách nay) (?:gần |hơn |khoảng )?{_N} (?P<unit>ngày|tuần|tháng|năm)(?P<there>)(?!\w)",
        meaning.far_day,
    ),
    _rule("ngày hôm", r"(?:ngày )?hôm (?P<near>nay|qua|kia|vừa rồi)(?P<morrow>)(?!\w)", meaning.near_day, names_day=True),
    _rule(_DAYS, rf"{_TIME} (?P<near>nay|qua|kia|mai)(?P<morrow>)(?!\w)", meaning.near_day, names_day=True),
    _rule("ngày", r"ngày (?:(?P<near>mai)|(?P<morrow>kia|mốt))(?!\w)", meaning.near_day, names_day=True),
    _rule("cùng", r"cùng ngày(?! \d)(?!\w)", meaning.same_day),
    _rule(
        "ngày hôm một", r"(?:ngày tiếp theo|(?:ngày )?hôm sau|ngày kế tiếp|(?:một )?ngày sau đó)(?!\w)",
        meaning.next_day, names_day=True,
    ),
    _rule(
        "từ năm giai những",
        rf"(?:(?:từ )?năm |giai đoạn (?:từ )?|những năm )(?P<y1>(?:19|20)\d\d)(?: ?- ?| (?:đến|tới) (?:năm )?){_Y}{_END}",
        periods.year_range,
    ),
    _rule("thập những", rf"(?:thập niên|thập kỷ|những năm) {_Y}{_END}", periods.decade),
    _rule(
        "thập những", rf"(?:thập niên|thập kỷ|những năm) (?P<y>[1-9]0)(?P<century>(?: của)? thế kỷ (?:trước|20|xx))?{_END}",
        periods.short_decade,
    ),
    _rule(f"năm {_PARTED}", rf"(?:{_PART} )?năm {_Y}{_END}", periods.named_year),
    _rule("#", rf"{_Y}(?P<part>){_END}", periods.named_year, guard=_is_year),
    _rule(f"năm {_PARTED}", rf"(?:{_PART} )?năm {_WHICH}", periods.that_year),
    _rule("năm", r"năm (?P<before>kia)(?P<part>)(?P<ahead>)(?P<back>)(?!\w)", periods.that_year),
    _rule("quý", rf"quý {_WHICH}", periods.that_quarter),
    _rule("quý", rf"quý (?P<q>iv|iii|ii|i|[1-4])(?:{_OF_YEAR})?{_SIDE}{_END}", periods.quarter),
)  # fmt: skip
BY_HEAD: dict[str, list[Rule]] = {}
for _heads, _one in _RULES:
    for _first in _heads:
        BY_HEAD.setdefault(_first, []).append(_one)
HEAD = re.compile(rf"(?<![\w/.,-])(?:\d|(?:{'|'.join(sorted(BY_HEAD.keys() - {'#'}))})(?= ))")
