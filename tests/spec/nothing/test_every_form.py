"""Every kind of nothing, for every form of indicator, on every basis and by every comparator."""

from tests.spec.cases import spec

TITLE = "Không có gì × mọi dạng × mọi kỳ tính × mọi dấu so sánh"
TEXT = (
    "Số 0 và không phát sinh đều là đã biết: đạt `<= 0`, `< 1`, `= 0` khi hết kỳ, và không đạt `>= 1`, `> 0`. Chưa báo cáo "
    "thì không dấu nào được xét; không áp dụng cũng vậy. `trong kỳ` là ngày 20/05/2024: tháng 5 chưa hết nên chưa ô nào "
    "phải báo; `hết kỳ` là ngày cuối của kỳ. `mọi kỳ` là mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, mỗi tháng, đến ngày "
    "30/06/2024."
)

YEAR = """
kế hoạch 01/01/2024 đến 31/12/2024
T tỉnh
H huyện < T
X1 xã < H
"""

test_total = spec(
    "Tổng",
    "Cây báo 0, vi phạm khai không phát sinh, lượt im lặng, đường do đơn vị trực thuộc nhập mà không có đơn vị nào.",
    YEAR
    + """
    số liệu đường: nhập ở trực thuộc
    X1 tháng 01/2024 đến 04/2024: cây 0
    X1 10/05/2024: cây 0
    X1 tháng 01/2024 đến 12/2024: không phát sinh vi phạm
    """,
    """
    đơn vị | chỉ số       | lúc      | kỳ tính                                                     | giá trị         | >= 1            | > 0             | <= 0            | < 1             | = 0
    T      | tổng cây     | trong kỳ | mỗi năm, mỗi quý, mỗi tháng                                 | 0               | chậm tiến độ    | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tổng cây     | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024                   | 0               | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tổng cây     | hết kỳ   | mọi kỳ                                                      | 0               | không đạt       | không đạt       | đạt             | đạt             | đạt
           | tổng vi phạm | trong kỳ | mỗi năm, mỗi quý                                            | không phát sinh | chậm tiến độ    | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tổng vi phạm | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024                   | không phát sinh | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tổng vi phạm | trong kỳ | mỗi tháng                                                   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | tổng vi phạm | hết kỳ   | mọi kỳ                                                      | không phát sinh | không đạt       | không đạt       | đạt             | đạt             | đạt
           | tổng lượt    | trong kỳ | mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, đến ngày 30/06/2024 | chưa báo cáo    | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | tổng lượt    | trong kỳ | mỗi tháng                                                   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | tổng lượt    | hết kỳ   | mọi kỳ                                                      | chưa báo cáo    | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | tổng đường   | trong kỳ | mọi kỳ                                                      | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | tổng đường   | hết kỳ   | mọi kỳ                                                      | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    """,
)

test_persons = spec(
    "Người",
    "Tập huấn báo 0, bồi dưỡng khai không phát sinh, tình nguyện im lặng, chuyên gia không nơi nào nhập.",
    YEAR
    + """
    số liệu bồi dưỡng, tình nguyện, chuyên gia: như tập huấn
    số liệu chuyên gia: nhập ở trực thuộc
    X1 tháng 01/2024 đến 04/2024: tập huấn 0
    X1 10/05/2024: tập huấn 0
    X1 tháng 01/2024 đến 12/2024: không phát sinh bồi dưỡng
    """,
    """
    đơn vị | chỉ số            | lúc      | kỳ tính                                                     | giá trị         | >= 1            | > 0             | <= 0            | < 1             | = 0
    T      | người tập huấn    | trong kỳ | mỗi năm, mỗi quý, mỗi tháng                                 | 0               | chậm tiến độ    | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | người tập huấn    | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024                   | 0               | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | người tập huấn    | hết kỳ   | mọi kỳ                                                      | 0               | không đạt       | không đạt       | đạt             | đạt             | đạt
           | người bồi dưỡng   | trong kỳ | mỗi năm, mỗi quý                                            | không phát sinh | chậm tiến độ    | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | người bồi dưỡng   | trong kỳ | cả nhiệm kỳ, cuối kỳ, đến ngày 30/06/2024                   | không phát sinh | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | người bồi dưỡng   | trong kỳ | mỗi tháng                                                   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | người bồi dưỡng   | hết kỳ   | mọi kỳ                                                      | không phát sinh | không đạt       | không đạt       | đạt             | đạt             | đạt
           | người tình nguyện | trong kỳ | mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, đến ngày 30/06/2024 | chưa báo cáo    | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | người tình nguyện | trong kỳ | mỗi tháng                                                   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | người tình nguyện | hết kỳ   | mọi kỳ                                                      | chưa báo cáo    | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | người chuyên gia  | trong kỳ | mọi kỳ                                                      | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | người chuyên gia  | hết kỳ   | mọi kỳ                                                      | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    """,
)

test_level = spec(
    "Mức",
    "Thanh niên báo 0 từ tháng 1 (còn hiệu lực), đoàn viên khai không phát sinh từng tháng, điểm vui chơi im lặng, dân số "
    "trẻ không nơi nào nhập.",
    YEAR
    + """
    số liệu dân số trẻ: nhập ở trực thuộc
    X1 10/01/2024: thanh niên 0
    X1 tháng 01/2024 đến 12/2024: không phát sinh đoàn viên
    """,
    """
    đơn vị | chỉ số            | lúc      | kỳ tính                                                   | giá trị         | >= 1            | > 0             | <= 0            | < 1             | = 0
    T      | mức thanh niên    | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 0               | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | mức thanh niên    | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | 0               | không đạt       | không đạt       | đạt             | đạt             | đạt
           | mức đoàn viên     | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, đến ngày 30/06/2024            | không phát sinh | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | mức đoàn viên     | trong kỳ | mỗi tháng                                                 | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | mức đoàn viên     | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | không phát sinh | không đạt       | không đạt       | đạt             | đạt             | đạt
           | mức điểm vui chơi | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, đến ngày 30/06/2024            | chưa báo cáo    | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | mức điểm vui chơi | trong kỳ | mỗi tháng                                                 | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | mức điểm vui chơi | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | chưa báo cáo    | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | mức dân số trẻ    | trong kỳ | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | mức dân số trẻ    | hết kỳ   | mỗi năm, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024 | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    """,
)

test_ratio = spec(
    "Tỷ lệ",
    "Tử số 0, không phát sinh, im lặng; mẫu số 0; và X1 khi tử số do đơn vị trực thuộc tỉnh nhập, phải ghép ở T. Trong "
    "tháng chưa hết chưa ô nào phải báo, nên X1 chưa thiếu vế nào.",
    YEAR
    + """
    số liệu đường: nhập ở trực thuộc
    X1 10/01/2024: thanh niên 100; đoàn viên 0
    X1 tháng 01/2024 đến 12/2024: cây 0
    X1 tháng 01/2024 đến 12/2024: không phát sinh vi phạm
    """,
    """
    đơn vị | chỉ số                                                                | lúc      | kỳ tính                                                     | giá trị       | >= 1%           | > 0%            | <= 0%           | < 1%            | = 0%
    T      | tỷ lệ tổng cây / mức thanh niên; tỷ lệ mức đoàn viên / mức thanh niên | trong kỳ | mọi kỳ                                                      | 0/100         | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tỷ lệ tổng cây / mức thanh niên; tỷ lệ mức đoàn viên / mức thanh niên | hết kỳ   | mọi kỳ                                                      | 0/100         | không đạt       | không đạt       | đạt             | đạt             | đạt
           | tỷ lệ tổng vi phạm / mức thanh niên                                   | trong kỳ | mọi kỳ                                                      | 0/100         | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tỷ lệ tổng vi phạm / mức thanh niên                                   | hết kỳ   | mọi kỳ                                                      | 0/100         | không đạt       | không đạt       | đạt             | đạt             | đạt
           | tỷ lệ tổng lượt / mức thanh niên; tỷ lệ tổng cây / tổng lượt          | trong kỳ | mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, đến ngày 30/06/2024 | chưa báo cáo  | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | tỷ lệ tổng lượt / mức thanh niên                                      | trong kỳ | mỗi tháng                                                   | 0/100         | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | tỷ lệ tổng lượt / mức thanh niên; tỷ lệ tổng cây / tổng lượt          | hết kỳ   | mọi kỳ                                                      | chưa báo cáo  | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
    T      | tỷ lệ tổng cây / mức đoàn viên                                        | trong kỳ | mọi kỳ                                                      | không áp dụng | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    X1     | tỷ lệ tổng đường / mức thanh niên                                     | trong kỳ | mọi kỳ                                                      | không áp dụng | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    T      | tỷ lệ tổng cây / mức đoàn viên                                        | hết kỳ   | mọi kỳ                                                      | không áp dụng | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    X1     | tỷ lệ tổng đường / mức thanh niên                                     | hết kỳ   | mọi kỳ                                                      | không áp dụng | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    """,
)

SHARE = """
số liệu cây: nhập ở xã, chi đoàn
số liệu vi phạm: nhập ở xã, chi đoàn
số liệu lượt: nhập ở xã, chi đoàn
C1 chi đoàn < X1
C1, X1 tháng 01/2024 đến 12/2024: cây 0
C1, X1 tháng 01/2024 đến 12/2024: không phát sinh vi phạm
"""

test_unit_share = spec(
    "Tỷ lệ đơn vị đạt, xét riêng hay cả cấp dưới",
    "Báo 0 và không phát sinh là không đạt; im lặng thì cả tỷ lệ chưa báo cáo; không có đơn vị trực thuộc nào thì không áp dụng.",
    YEAR + SHARE,
    """
    đơn vị | chỉ số                                                                                                   | lúc      | kỳ tính                                                     | giá trị       | >= 1%           | > 0%            | <= 0%           | < 1%            | = 0%
    T      | đơn vị xã (riêng) có tổng cây >= 1; đơn vị xã (cả cấp dưới) có tổng cây >= 1                             | trong kỳ | mọi kỳ                                                      | 0/1           | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | đơn vị xã (riêng) có tổng cây >= 1; đơn vị xã (cả cấp dưới) có tổng cây >= 1                             | hết kỳ   | mọi kỳ                                                      | 0/1           | không đạt       | không đạt       | đạt             | đạt             | đạt
           | đơn vị xã (riêng) có tổng vi phạm >= 1; đơn vị xã (cả cấp dưới) có tổng vi phạm >= 1                     | trong kỳ | mọi kỳ                                                      | 0/1           | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | đơn vị xã (riêng) có tổng vi phạm >= 1; đơn vị xã (cả cấp dưới) có tổng vi phạm >= 1                     | hết kỳ   | mọi kỳ                                                      | 0/1           | không đạt       | không đạt       | đạt             | đạt             | đạt
           | đơn vị xã (riêng) có tổng lượt >= 1; đơn vị xã (cả cấp dưới) có tổng lượt >= 1                           | trong kỳ | mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, đến ngày 30/06/2024 | chưa báo cáo  | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | đơn vị xã (riêng) có tổng lượt >= 1; đơn vị xã (cả cấp dưới) có tổng lượt >= 1                           | trong kỳ | mỗi tháng                                                   | 0/1           | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện  | đang thực hiện
           | đơn vị xã (riêng) có tổng lượt >= 1; đơn vị xã (cả cấp dưới) có tổng lượt >= 1                           | hết kỳ   | mọi kỳ                                                      | chưa báo cáo  | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu | chưa có số liệu
           | đơn vị trực thuộc (riêng) có tổng hoạt động >= 1; đơn vị trực thuộc (cả cấp dưới) có tổng hoạt động >= 1 | trong kỳ | mọi kỳ                                                      | không áp dụng | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
           | đơn vị trực thuộc (riêng) có tổng hoạt động >= 1; đơn vị trực thuộc (cả cấp dưới) có tổng hoạt động >= 1 | hết kỳ   | mọi kỳ                                                      | không áp dụng | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng   | không áp dụng
    """,
)
