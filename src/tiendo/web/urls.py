"""Every address of the web: Vietnamese words without marks; a unit by its code, read on the day asked about."""

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from django.urls import URLPattern, path

from tiendo.web.pages import (
    design,
    enter,
    errors,
    files,
    health,
    inbox,
    log,
    month_forms,
    overview,
    plan,
    plan_reading,
    record_form,
    report,
    session,
    sign_in,
    target,
    why,
    work,
)

ACCOUNTS: list[URLPattern] = [
    path("dang-nhap/", sign_in.show, name="account_login"),
    path("dang-xuat/", account.logout, name="account_logout"),
    path("tai-khoan/ma-mot-lan/", enter.choose, name="account_code"),
    path("tai-khoan/dong/", account.account_inactive, name="account_inactive"),
    path("tai-khoan/mat-khau/", account.password_change, name="account_change_password"),
    path("tai-khoan/xac-thuc-lai/", account.reauthenticate, name="account_reauthenticate"),
    path("tai-khoan/hai-buoc/", second_step.index, name="mfa_index"),
    path("tai-khoan/hai-buoc/ma/", second_step.authenticate, name="mfa_authenticate"),
    path("tai-khoan/hai-buoc/lai/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("tai-khoan/hai-buoc/bat/", totp.activate_totp, name="mfa_activate_totp"),
    path("tai-khoan/hai-buoc/tat/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("tai-khoan/hai-buoc/ma-du-phong/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "tai-khoan/hai-buoc/ma-du-phong/tao/",
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        "tai-khoan/hai-buoc/ma-du-phong/tai/",
        recovery.download_recovery_codes,
        name="mfa_download_recovery_codes",
    ),
]
"""The doors that are open, allauth's and one for codes; nobody signs up, and nothing is mailed."""

urlpatterns: list[URLPattern] = [
    path("", session.home, name="home"),
    path("ngon-ngu", session.choose_language, name="language"),
    path("healthz", health.show, name="healthz"),
    path("thiet-ke", design.show, name="design"),
    *ACCOUNTS,
    *overview.URLS,
    *target.URLS,
    *why.URLS,
    *record_form.URLS,
    *work.URLS,
    *month_forms.URLS,
    *inbox.URLS,
    *plan_reading.URLS,
    *plan.URLS,
    *log.URLS,
    *report.URLS,
    *files.URLS,
]

handler400 = errors.unreadable
handler404 = errors.missing
