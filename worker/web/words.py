"""The Vietnamese words for what the store calls by English keys."""

WORDS = {
    # states of sites and sources
    "ok": "Bình thường",
    "failing": "Đang lỗi",
    "silent": "Im lặng bất thường",
    "new": "Chưa thăm lần nào",
    "retired": "Đã ngừng theo dõi",
    "drifting": "Đổi bố cục",
    "dates": "Ngày giờ sai",
    "gap": "Sót bài giữa hai lần thăm",
    "lying": "Nói «không đổi» sai",
    "moved": "Đã chuyển địa chỉ",
    # kinds of sources
    "sitemap": "sơ đồ trang",
    "feed": "RSS",
    "listing": "trang danh mục",
    # states of deliveries
    "owed": "chờ gửi",
    "sent": "đã gửi",
    "dead": "không gửi được",
    # kinds of alerts
    "story": "vụ việc mới",
    "development": "diễn biến mới",
    "operator": "tình trạng trang báo",
    # states and forms of talks
    "proposed": "được đề xuất",
    "planned": "dự kiến",
    "held": "đã diễn ra",
    "postponed": "bị hoãn",
    "cancelled": "bị hủy",
    "refused": "bị từ chối",
    # relevance
    "core": "đúng chủ đề",
    "peripheral": "liên quan gián tiếp",
    "off": "ngoài chủ đề",
    # places in an article
    "title": "tiêu đề",
    "lead": "sapo",
    "body": "thân bài",
    # channels
    "email": "thư điện tử",
    "webhook": "webhook",
    "folder": "thư mục thư cục bộ",
}
