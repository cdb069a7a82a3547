"""The words by which Vietnamese says what becomes of a meeting, once for all who read them. Pure.

`status` reads what a sentence says of a talk, `certainty` whether it asserts it, `development` what was agreed: each
puts its expressions together from these tables, so that a word learnt by one is known to all.
"""

import re

CALLED_OFF = "hủy, huỷ, hủy bỏ, bị hủy, bị huỷ"
LEFT = "rút khỏi, rút lui khỏi"
PUT_OFF = "hoãn, trì hoãn, lùi, dời"
SUSPENDED = "đình chỉ"
REFUSED = "từ chối, khước từ, bác bỏ, bác"
ASKED = "yêu cầu, kêu gọi, đòi, hối thúc, thúc giục"
OFFERED = "đề nghị, đề xuất"
WEIGHED = "có thể, khả năng, nguy cơ, muốn, cân nhắc, xem xét, cảnh báo, dọa, đe dọa"
TO_COME = "sẽ, dự kiến, sắp"
AGREED = "nhất trí, đồng ý, thống nhất, nhận lời"
SETTLED = "chấp nhận, xác nhận, ấn định, chốt"
OVER = "kết thúc, khép lại, bế mạc"
WAS_HELD = "đã diễn ra, đã họp, đã nhóm họp, đã kết thúc, đã khép lại, đã được tổ chức, vừa diễn ra, vừa kết thúc"


def either(*tables: str) -> str:
    """An expression for one of the phrases of the tables, which stand there between commas; the longer ones first."""
    phrases = {phrase.strip() for table in tables for phrase in table.split(",")}
    return f"(?:{'|'.join(sorted(phrases, key=lambda phrase: (-len(phrase), phrase)))})"


def said(*tables: str) -> re.Pattern[str]:
    """Finds one of the phrases, as whole syllables, anywhere in a lower-case text."""
    return re.compile(rf"\b{either(*tables)}\b")
