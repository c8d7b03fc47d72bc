"""The rules that take numbers as targets or pass them over, by the names results carry.

The explanation page lists them from here, and a test holds that every rule that fires is named here.
"""

from __future__ import annotations

TAKEN = {
    "share.listed": "a percentage in a list of targets",
    "share.text": "a percentage asked for in purposes, tasks or duties",
    "count.compared": "a number with a unit and a stated comparator (ít nhất, tối thiểu, trên …)",
    "count.verb": "a number with a unit behind a verb that delivers (trồng, kết nạp, xây dựng …)",
    "count.listed": "a number with a unit in a list of targets",
    "count.frequency": "a number with a rate behind it (02 hoạt động/năm, 01 lần/tháng)",
    "fraction": "a part of a stated whole (18/20 xã)",
    "rank": "a place to be reached (xếp thứ 5/12)",
    "label": "a list written as label: number",
    "distribution": "one grade of a distribution (Tốt: 60%; Khá: 35%; TB: 5%)",
    "every": "a promise to everybody or of every unit of a kind (… nào cũng …, tất cả các … đều …)",
    "none": "a promise that nothing of a kind happens (không có …)",
    "done": "work with an end by a stated time, without a number (hoàn thành việc … trong năm 2025)",
    "table": "a number in a table whose headings name targets",
}
"""Rules by which a number is a target."""

PASSED = {
    "name.number": "the number is a name: lớp 9, đợt 2, nghị quyết 29",
    "name.slogan": "the number belongs to a movement's name: 5 không, 3 sạch",
    "duration": "the number counts time: 87 năm, 3 ngày",
    "reference": "the number is what is compared with: so với 62%",
    "frame": "the number counts what the document is made of: 4 nhóm giải pháp",
    "told": "the number was reached already: đã kết nạp 120 đoàn viên",
    "aside": "the number repeats or dates another in brackets: (năm trước: 62%)",
    "section": "the section promises nothing: results, schedule, awards, funding",
    "fraction.bare": "a fraction that says of nothing what it is a part of",
    "words.bare": "a number word that may be an article: một",
    "listed.bare": "a number without a unit, comparator or verb",
    "unit.unknown": "a number outside lists of targets before an unknown noun",
    "text.bare": "a number outside lists of targets that no verb or comparator asks for",
    "condition": "the number is what each unit of a share must do; it is kept as its condition",
    "phase": "a year's part of a sum; it is kept with its year: trong đó năm 2024: 10.000 cây",
    "manner": "so much a day says how work is done: học 2 buổi/ngày",
    "qualifier": "the number describes what another number counts",
    "equation": "the left side of an equation: 3 lớp = 125 học sinh",
}
"""Reasons why a number is no target."""
