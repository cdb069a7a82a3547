import mailbox
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.worker.alerts.samples import HEADLINE, attempt, parsed, services, snapshot
from worker.alerts.errors import BadFollowers, DeliveryFailed
from worker.alerts.folder import Folder, FolderOptions


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder.build(
        FolderOptions(folder="mail"), services(root=tmp_path, smtp_url="", mail_from="")
    )


def opened(folder: Folder) -> mailbox.Maildir:
    return mailbox.Maildir(folder.path, create=False)


def test_a_delivery_is_a_mail_that_any_reader_opens(folder: Folder) -> None:
    folder.send(attempt(1), snapshot())
    (stored,) = opened(folder)
    mail = parsed(stored.as_bytes())
    assert mail["Subject"] == f"Điểm tin: {HEADLINE}"
    assert mail["Message-ID"] == "<d-fedcba9876543210@localhost>"
    assert not mail.defects


def test_the_receipt_says_where_the_mail_lies(folder: Folder) -> None:
    assert folder.send(attempt(1), snapshot()).detail == f"written to {folder.path}"


def test_a_repeat_adds_nothing(folder: Folder) -> None:
    for number in (1, 2):
        folder.send(attempt(number), snapshot())
    assert len(opened(folder)) == 1


def test_a_repeat_of_a_mail_that_was_read_adds_nothing(folder: Folder) -> None:
    folder.send(attempt(1), snapshot())
    box = opened(folder)
    ((key, mail),) = box.items()
    mail.set_subdir("cur")
    mail.add_flag("S")
    box[key] = mail
    folder.send(attempt(2), snapshot())
    (kept,) = opened(folder)
    assert kept.get_flags() == "S"


def test_two_workers_with_the_same_delivery_write_one_mail(folder: Folder) -> None:
    with ThreadPoolExecutor(8) as workers:
        list(workers.map(lambda number: folder.send(attempt(number), snapshot()), range(1, 17)))
    (mail,) = opened(folder)
    assert not parsed(mail.as_bytes()).defects


def test_two_deliveries_are_two_mails(folder: Folder) -> None:
    for name in ("d-1", "d-2"):
        folder.send(attempt(1, id=name), snapshot())
    assert len(opened(folder)) == 2


def test_no_draft_is_left_behind(folder: Folder) -> None:
    folder.send(attempt(1), snapshot())
    folder.check()
    assert list((folder.path / "tmp").iterdir()) == []


def test_mail_files_end_their_lines_as_files_do(folder: Folder) -> None:
    folder.send(attempt(1), snapshot())
    (file,) = (folder.path / "new").iterdir()
    assert b"\r" not in file.read_bytes()


@pytest.mark.parametrize("there", ["", "mail", "mail/new"])
def test_what_is_missing_of_a_mail_folder_is_made(there: str, folder: Folder) -> None:
    (folder.path.parent / there).mkdir(parents=True, exist_ok=True)
    folder.send(attempt(1), snapshot())
    assert len(opened(folder)) == 1


def test_folders_above_the_mail_folder_are_made(tmp_path: Path) -> None:
    deep = Folder.build(FolderOptions(folder="var/here/mail"), services(root=tmp_path))
    deep.send(attempt(1), snapshot())
    assert len(opened(deep)) == 1


def test_nothing_is_made_before_the_first_delivery(folder: Folder) -> None:
    assert not folder.path.exists()


def test_a_folder_that_cannot_be_written_is_tried_again(folder: Folder) -> None:
    folder.path.write_text("a file stands here")
    with pytest.raises(DeliveryFailed, match="cannot write to") as failed:
        folder.send(attempt(1), snapshot())
    assert not failed.value.permanent
    with pytest.raises(DeliveryFailed, match="cannot write to"):
        folder.check()


def test_a_path_that_is_a_file_is_refused_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("")
    with pytest.raises(BadFollowers, match="mail is a file; give the path of a folder"):
        Folder.build(FolderOptions(folder="mail"), services(root=tmp_path))


def test_a_sender_that_is_none_is_refused_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(BadFollowers, match="DIEMTIN_MAIL_FROM: 'diemtin' is no sender"):
        Folder.build(FolderOptions(folder="mail"), services(root=tmp_path, mail_from="diemtin"))


def test_the_check_says_that_it_can_be_written(folder: Folder) -> None:
    assert folder.check() == f"{folder.path} can be written to"
