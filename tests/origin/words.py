"""The words that the synthetic news is made of. All of it is the project's own writing."""

WEST = (  # who speaks, for whom, whose name counts as a place of its own
    ("Tổng thư ký NATO", "NATO", "Brussels"),
    ("Ngoại trưởng Mỹ", "Mỹ", "Washington"),
    ("Tổng thống Pháp", "Pháp", "Paris"),
    ("Thủ tướng Đức", "Đức", "Berlin"),
    ("Tổng thống Phần Lan", "Phần Lan", "Helsinki"),
    ("Ngoại trưởng Anh", "Anh", "London"),
    ("Đại diện cấp cao EU", "EU", "Brussels"),
    ("Chủ tịch luân phiên OSCE", "OSCE", "Vienna"),
    ("Thủ tướng Hungary", "Hungary", "Budapest"),
    ("Ngoại trưởng Na Uy", "Na Uy", "Oslo"),
    ("Thủ tướng Italy", "Italy", "Rome"),
    ("Ngoại trưởng Ba Lan", "Ba Lan", "Warsaw"),
    ("Thủ tướng Thụy Điển", "Thụy Điển", "Stockholm"),
    ("Ngoại trưởng Đan Mạch", "Đan Mạch", "Copenhagen"),
    ("Thủ tướng Hà Lan", "Hà Lan", "The Hague"),
    ("Ngoại trưởng Tây Ban Nha", "Tây Ban Nha", "Madrid"),
    ("Thủ tướng Slovakia", "Slovakia", "Bratislava"),
    ("Ngoại trưởng Romania", "Romania", "Bucharest"),
    ("Tổng thống Bulgaria", "Bulgaria", "Sofia"),
    ("Tổng thống Litva", "Litva", "Vilnius"),
    ("Ngoại trưởng Estonia", "Estonia", "Tallinn"),
    ("Thủ tướng Hy Lạp", "Hy Lạp", "Athens"),
)
RUSSIA = ("Tổng thống Nga", "Ngoại trưởng Nga", "Thứ trưởng Ngoại giao Nga", "Điện Kremlin")
CITIES = ("Vienna", "Geneva", "Helsinki", "Brussels", "Oslo", "Paris", "Berlin", "Moskva")
FORMATS = (  # title, first sentence of the lead; {west} {state} {russia} {city} {day} are filled in
    ("{west} điện đàm {russia} về an ninh châu Âu", "{west} và {russia} điện đàm hôm {day}."),
    ("{russia} hội đàm với {west} tại {city}", "Cuộc hội đàm Nga – {state} diễn ra hôm {day} tại {city}."),
    ("Nga gửi {state} đề xuất bảo đảm an ninh mới", "Đề xuất bảo đảm an ninh được Nga trao cho {state} ngày {day}."),
    ("{state} trả lời bằng văn bản đề xuất an ninh của Nga", "Thư trả lời Nga được {west} ký ở {city} ngày {day}."),
    ("Nga và {state} nối lại đối thoại an ninh ở {city}", "Đối thoại Nga và {state} nối lại hôm {day} ở {city}."),
    ("Nga hoãn đàm phán an ninh với {state} ở {city}", "{russia} cho hoãn cuộc đàm phán với {state} ở {city}."),
    ("{west} đề nghị Nga họp khẩn về an ninh châu Âu", "Đề nghị họp với Nga được {west} nêu ở {city} hôm {day}."),
    ("Nga bác đề nghị của {state} về đàm phán an ninh", "{russia} hôm {day} bác đề nghị đàm phán của {state}."),
    ("{state} nêu điều kiện đối thoại với Nga về bảo đảm an ninh", "{west} nói tại {city} về điều kiện đối thoại với Nga."),
    ("Hội đồng Nga - NATO bàn về {state} tại {city}", "Hội đồng Nga - NATO họp ở {city} hôm {day}."),
)  # fmt: skip
OPENINGS = (
    "Theo {russia},", "Phát biểu sau cuộc làm việc, {west} cho biết", "Một quan chức {state} giấu tên nói", "Trong cuộc họp báo tại {city},",
    "Nguồn tin ngoại giao ở {city} tiết lộ", "Báo chí {state} đưa tin", "Người phát ngôn của phía Nga xác nhận", "Trưởng đoàn {state} nhấn mạnh",
    "Văn bản được công bố chiều {day} nêu rõ", "Một chuyên gia của viện nghiên cứu ở {city} nhận xét",
)  # fmt: skip
MIDDLES = (
    "hai bên đã dành {hours} giờ để bàn về giới hạn triển khai lực lượng", "còn {round} điểm bất đồng về tên lửa tầm trung",
    "cơ chế thông báo trước các cuộc diễn tập sẽ được khôi phục", "đường dây nóng quân sự hoạt động trở lại từ tuần này",
    "phái đoàn gồm {round} người, do một thứ trưởng dẫn đầu", "yêu cầu không mở rộng liên minh về phía đông vẫn chưa được đáp ứng",
    "danh sách {round} câu hỏi đã được trao tận tay", "vòng tiếp theo có thể diễn ra sau {hours} tuần ở {city}",
    "các nước láng giềng của {state} sẽ được tham vấn trước", "việc thanh sát lẫn nhau được nêu ra lần đầu sau {hours} năm",
)  # fmt: skip
ENDINGS = (
    "song chưa ai nói đến thời hạn.", "điều mà giới quan sát coi là bước lùi nhỏ.", "và các chuyên viên sẽ soạn nốt phần phụ lục.",
    "dù trước đó hai phía tỏ ra cứng rắn.", "theo một bản ghi dài {round} trang.", "trong khi thị trường gần như không phản ứng.",
    "và {state} muốn giữ kín nội dung đến cuối tháng.", "sau nhiều lần đổi địa điểm.", "với sự có mặt của quan sát viên trung lập.",
    "nhưng phía Nga chưa bình luận thêm.",
)  # fmt: skip
AGENCIES = ("TTXVN", "Reuters", "AFP", "TASS", "AP")

PLACES = (
    "xã Bình Sơn", "huyện Trà Lĩnh", "thị trấn Phong Nha", "thành phố Hòa Vang", "bản Nậm Cắn", "phường Tân Lập", "cù lao Phú Hội",
    "làng Đông Khê", "đảo Hòn Nghệ", "xã Mường Khoa", "huyện Cần Thạnh", "thị xã An Nhơn", "xã Vĩnh Hậu", "bến Ninh Kiều",
)  # fmt: skip
SUBJECTS = (  # section, title, lead, two sentences; {place} {number} {share} are filled in
    ("kinh-te", "Giá lúa ở {place} tăng {share}% trong vụ này", "Thương lái về {place} thu mua lúa với giá cao hơn vụ trước {share}%, nông dân phấn khởi.",
     "Hợp tác xã cho biết {number} tấn lúa đã được đặt mua từ đầu vụ.", "Chi phí phân bón giảm nhẹ nên lãi mỗi sào cao hơn năm trước."),
    ("doi-song", "{place} khánh thành cây cầu dài {number} mét", "Cây cầu dài {number} mét nối hai bờ sông ở {place} được đưa vào sử dụng sau hai năm thi công.",
     "Người dân không còn phải đi đò mỗi mùa nước nổi.", "Chính quyền dự kiến mở thêm {share} tuyến xe buýt qua cầu."),
    ("giao-duc", "Trường học ở {place} đón {number} học sinh vào lớp một", "Năm học mới, {place} đón {number} học sinh lớp một, tăng {share}% so với năm ngoái.",
     "Nhà trường sửa lại các phòng học trước mùa mưa.", "Phụ huynh góp sách cũ cho thư viện của lớp."),
    ("the-thao", "Đội bóng {place} thắng trận thứ {share} liên tiếp", "Đội bóng {place} nối dài mạch thắng trước {number} khán giả trên sân nhà.",
     "Bàn thắng duy nhất đến từ một quả phạt góc ở cuối trận.", "Huấn luyện viên khen các cầu thủ trẻ giữ được bình tĩnh."),
    ("van-hoa", "Lễ hội làng nghề ở {place} mở trong {share} ngày", "Lễ hội giới thiệu {number} sản phẩm thủ công mở ở {place}, kéo dài {share} ngày.",
     "Khách tham quan được tự tay nặn gốm và dệt chiếu.", "Ban tổ chức giữ vé vào cửa miễn phí như mọi năm."),
    ("the-gioi", "Động đất nhẹ ngoài khơi, cách bờ {number} km", "Trận động đất nhẹ xảy ra ngoài khơi cách bờ {number} km, không gây thiệt hại.",
     "Cơ quan địa chấn cho biết không có cảnh báo sóng thần.", "Đây là trận thứ {share} được ghi nhận trong năm ở vùng biển này."),
    ("the-gioi", "Hãng tàu mở tuyến chở hàng mới dài {number} hải lý", "Tuyến mới rút ngắn thời gian chở hàng {share} ngày, các cảng chuẩn bị đón chuyến đầu tiên.",
     "Giá cước sẽ được công bố vào cuối tháng.", "Hãng cho biết đã thuê thêm {number} thủy thủ."),
)  # fmt: skip
CLOSING = (
    "Ông Lâm, một người dân, nói: “Chúng tôi chờ tin này đã lâu, nay mới thấy yên lòng.”",
    "Cơ quan chức năng cho biết sẽ thông tin thêm khi có kết quả chính thức.",
    "Số liệu đầy đủ được công bố trên cổng thông tin vào cuối tuần.",
    "Việc này được theo dõi trong nhiều năm và từng được nêu tại các kỳ họp trước.",
)
FLOWERS = ("Lan", "Mai", "Cúc", "Sen", "Đào", "Quỳnh", "Huệ", "Ngọc Lan", "Thạch Thảo", "Bằng Lăng")
KINDS = ("Báo", "Nhật báo", "Tin", "Thời báo", "Tạp chí")
