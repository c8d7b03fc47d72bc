"""Figures typed as the sum of the year so far."""

from tests.spec.cases import entries, spec

TITLE = "Số lũy kế trong năm"
TEXT = (
    "Nhập lũy kế C của tháng m thì phần còn lại là max(0, C − các việc từ đầu năm) trừ các phần còn lại của những "
    "tháng trước trong năm; vì vậy có thể âm khi sửa xuống. Số đầu kỳ không phải là việc nên không bị trừ."
)

UNITS = """
T tỉnh
H huyện < T
X1, X2 xã < H
"""

test_rests = entries(
    "tiền",
    "Phần còn lại của số lũy kế",
    "Tháng 2: 150 − 30 − 100 = 20. Tháng 4 sửa xuống 120: 120 − 30 − 120 = −30. Năm mới bắt đầu lại từ 0.",
    UNITS
    + """
    X1 tháng 01/2024: tiền 100
    X1 10/02/2024: tiền 30
    X1 tháng 02/2024: tiền 150
    X1 tháng 04/2024: tiền 120
    X1 tháng 01/2025: tiền 40
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    31/01/2024 | X1     | 31/01/2024         | #1      | tất cả  | 100
    10/02/2024 | X1     | 10/02/2024         | #2      | tất cả  | 30
    29/02/2024 | X1     | 29/02/2024         | #3      | tất cả  | 20
    30/04/2024 | X1     | 30/04/2024         | #4      | tất cả  | -30
    31/01/2025 | X1     | 31/01/2025         | #5      | tất cả  | 40
    """,
)

test_values = spec(
    "Tổng từ số lũy kế",
    "Cộng dồn các tháng luôn ra số lũy kế cuối cùng; một tháng riêng có thể âm.",
    UNITS
    + """
    X1 tháng 01/2024: tiền 100
    X1 10/02/2024: tiền 30
    X1 tháng 02/2024: tiền 150
    X1 tháng 04/2024: tiền 120
    X1 tháng 01/2025: tiền 40
    """,
    """
    chỉ số    | đơn vị | kỳ                    | giá trị
    tổng tiền | X1     | tháng 1/2024          | 100
              |        | tháng 2/2024          | 50
              |        | tháng 3/2024          | chưa báo cáo
              |        | quý 1/2024            | 150
              |        | tháng 4/2024          | -30
              |        | năm 2024              | 120
              |        | tháng 1/2025          | 40
              |        | cả nhiệm kỳ           | 160
    """,
)

test_records_beyond = spec(
    "Việc nhiều hơn số lũy kế",
    "Đến tháng 3 các việc đã là 530 > 200: các phần còn lại trước đó được rút hết, tổng là 530.",
    UNITS
    + """
    X1 tháng 01/2024: tiền 100
    X1 10/02/2024: tiền 30
    X1 tháng 02/2024: tiền 150
    X1 10/03/2024: tiền 500
    X1 tháng 03/2024: tiền 200
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị
    tổng tiền | X1     | tháng 1/2024 | 100
              |        | tháng 2/2024 | 50
              |        | tháng 3/2024 | 380
              |        | quý 1/2024   | 530
    """,
)

test_late_record = spec(
    "Việc ghi muộn cho tháng trước",
    "Ghi thêm việc 40 của tháng 1 sau khi đã có lũy kế: các tháng tự điều chỉnh, lũy kế tháng 2 vẫn là 150.",
    UNITS
    + """
    X1 tháng 01/2024: tiền 100
    X1 tháng 02/2024: tiền 150
    X1 15/01/2024: tiền 40
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị
    tổng tiền | X1     | tháng 1/2024 | 100
              |        | tháng 2/2024 | 50
              |        | năm 2024     | 150
    """,
)

test_opening = spec(
    "Số đầu kỳ không bị trừ",
    "1.000 đầu kỳ là của thời trước, cộng thêm vào tổng; lũy kế 150 là việc của năm.",
    UNITS
    + """
    X1 số đầu kỳ 01/01/2024: tiền 1.000
    X1 tháng 02/2024: tiền 150
    """,
    """
    chỉ số    | đơn vị | kỳ           | giá trị
    tổng tiền | X1     | tháng 2/2024 | 150
              |        | năm 2024     | 1.150
    """,
)

test_school_year = spec(
    "Lũy kế theo năm học",
    "Số liệu hỏi theo năm học cộng dồn từ tháng 9; ô ở tháng 8.",
    UNITS
    + """
    X1 tháng 09/2024: học sinh 100
    X1 tháng 01/2025: học sinh 150
    X1 tháng 09/2025: học sinh 20
    """,
    """
    chỉ số        | đơn vị | kỳ                | giá trị | phải báo | có số
    tổng học sinh | X1     | tháng 1/2025      | 50      | 0        | 0
                  |        | năm học 2024-2025 | 150     | 1        | 1
                  |        | tháng 9/2025      | 20      | 0        | 0
    """,
)

test_work_year = spec(
    "Lũy kế chạy theo năm dương lịch",
    "Năm công tác 2024 hết ngày 30/11: phần tăng của tháng 12 thuộc năm công tác 2025.",
    UNITS
    + """
    X1 tháng 11/2024: tiền 90
    X1 tháng 12/2024: tiền 100
    X1 tháng 01/2025: tiền 5
    """,
    """
    chỉ số    | đơn vị | kỳ                | giá trị
    tổng tiền | X1     | năm công tác 2024 | 90
              |        | năm công tác 2025 | 15
              |        | năm 2024          | 100
    """,
)

test_cut_off = entries(
    "tiền",
    "Lũy kế khi chốt ngày 15",
    "Năm là từ tháng báo cáo 1 (16/12): việc ngày 20/12/2023 thuộc tháng 1/2024 và được trừ; việc ngày 15/12 thì không.",
    """
    lịch chốt ngày 15
    T tỉnh
    H huyện < T
    X1 xã < H
    X1 15/12/2023: tiền 5
    X1 20/12/2023: tiền 30
    X1 tháng 01/2024: tiền 100
    """,
    """
    ngày       | đơn vị | cấp trên theo ngày | bản ghi | phân tổ | số
    15/12/2023 | X1     | 15/12/2023         | #1      | tất cả  | 5
    20/12/2023 | X1     | 20/12/2023         | #2      | tất cả  | 30
    15/01/2024 | X1     | 15/01/2024         | #3      | tất cả  | 70
    """,
)
