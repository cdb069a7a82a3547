import re
import subprocess
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import parseaddr

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from scrapers.text import clean
from worker.alerts.folding import POLICY, header_text

TEXT = (
    "đàm phán thỏa thuận an ninh châu Âu duy trì đạt hội đồng Nga NATO OSCE Mỹ ngoại trưởng "
    "Lavrov Brussels Geneva: “khác biệt” – 2026 12/1, (cuộc họp) kéo dài? Ukraina nghiêng nguyễn"
)
headlines = st.one_of(
    st.lists(st.sampled_from(TEXT.split()), min_size=1, max_size=30).map(" ".join),
    st.text(max_size=150).map(clean),
)
ENCODED_WORD = re.compile(rb"=\?[^?]+\?[bq]\?[^?]*\?=", re.IGNORECASE)


def sent(subject: str, name: str = "Điểm tin") -> bytes:
    mail = EmailMessage(POLICY)
    mail["From"] = Address(name, addr_spec="diemtin@example.org")
    mail["Subject"] = header_text(subject)
    mail.set_content("x")
    return mail.as_bytes()


@settings(max_examples=150)
@given(headlines)
@example("Nga duy trì đối thoại, chưa đạt thỏa thuận với NATO về bảo đảm an ninh ở châu Âu")
@example("=?utf-8?q?a=0D=0ABcc:_x@example.org?=")
@example("=?utf-8?q?a?= b Nga =?x")
def test_a_subject_decodes_to_exactly_what_was_written(subject: str) -> None:
    raw = sent(subject)
    modern = message_from_bytes(raw, policy=policy.default)
    legacy = message_from_bytes(raw, policy=policy.compat32)
    assert str(modern["Subject"] or "") == subject
    assert str(make_header(decode_header(legacy["Subject"] or ""))).strip() == subject
    assert modern.keys() == ["From", "Subject", "Content-Type", "Content-Transfer-Encoding", "MIME-Version"]  # fmt: skip


@settings(max_examples=150)
@given(headlines)
def test_no_header_line_is_longer_than_the_standard_allows(subject: str) -> None:
    head = sent(subject, subject[:60]).partition(b"\r\n\r\n")[0]
    assert all(len(word) <= 75 for word in ENCODED_WORD.findall(head))
    assert all(len(line) <= 998 and line.isascii() for line in head.split(b"\r\n"))


@given(headlines)
@example("Ban Quốc tế – Điểm tin buổi sáng và buổi chiều, tòa soạn Hà Nội và Thành phố Hồ Chí Minh")
def test_a_senders_name_decodes_to_exactly_what_was_written(name: str) -> None:
    value = message_from_bytes(sent("x", name), policy=policy.compat32)["From"]
    shown, address = parseaddr(value)
    assert (str(make_header(decode_header(shown))), address) == (name, "diemtin@example.org")


@given(headlines.filter(lambda name: 0 < len(name.encode()) <= 40))
def test_python_reads_a_senders_name_of_one_encoded_word_as_written(name: str) -> None:
    # Of several encoded-words in a name its address parser makes words with blanks between them.
    mail = message_from_bytes(sent("x", name), policy=policy.default)
    (address,) = mail["From"].addresses
    assert (address.display_name, address.addr_spec) == (name, "diemtin@example.org")


def test_an_address_without_a_name_stands_beside_one_with_a_name() -> None:
    mail = EmailMessage(POLICY)
    mail["To"] = "desk@example.org, Bàn tin <tin@example.org>"
    read = message_from_bytes(mail.as_bytes(), policy=policy.default)
    assert [str(one) for one in read["To"].addresses] == [
        "desk@example.org",
        "Bàn tin <tin@example.org>",
    ]


PERL = r"""
use Encode; binmode STDOUT, ":utf8"; local $/; my $head = <STDIN>;
$head =~ s/\r\n[ \t]/ /g; print decode("MIME-Header", $1) if $head =~ /^Subject: (.*?)\r?$/m;
"""


@pytest.mark.parametrize(
    "subject",
    [
        "Điểm tin: Nga duy trì đối thoại, chưa đạt thỏa thuận với NATO về bảo đảm an ninh ở châu Âu",
        "Điểm tin: Hội đồng Nga–NATO họp ở Brussels: “khác biệt còn lớn” giữa hai bên sau 4 giờ",
        "NATO",
    ],
)
def test_perl_reads_the_subject_as_python_does(subject: str) -> None:
    run = subprocess.run(["perl", "-e", PERL], input=sent(subject), capture_output=True, check=True)
    assert run.stdout.decode() == subject
