"""Choosing one's own password with a code given once; the sign-in itself comes afterwards, second step and all."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from axes.handlers.proxy import AxesProxyHandler
from axes.helpers import get_lockout_response
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from tiendo.core.errors import Problem
from tiendo.services.sign_in_codes import choose_password
from tiendo.web import clock
from tiendo.web.figures import wording


class Choice(forms.Form):
    """An account name, its code, and the new password twice."""

    login = forms.CharField(max_length=100)
    code = forms.CharField(max_length=100)
    password1 = forms.CharField(max_length=200, strip=False)
    password2 = forms.CharField(max_length=200, strip=False)

    def clean(self) -> dict[str, Any]:
        """Hold the password to the rules of every other one, before anybody looks at the code."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, second = told.get("password1"), told.get("password2")
        if first and second and first != second:
            self.add_error("password2", _DIFFERENT)
        elif first:
            user = get_adapter().new_user(None)
            user.username = user.name = told.get("login", "")
            try:
                get_adapter().clean_password(first, user)
            except forms.ValidationError as fault:
                self.add_error("password1", fault)
        return told


_DIFFERENT = gettext_lazy("Both must be the same.")


@never_cache
@sensitive_post_parameters("code", "password1", "password2")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest) -> HttpResponse:
    """The page a code leads to. Wrong codes are counted with wrong passwords, and as many of both close the door."""
    if request.method != "POST":
        given = {"login": request.GET.get("ten", "")[:100], "code": request.GET.get("ma", "")[:100]}
        return _shown(request, Choice(initial=given))
    form = Choice(request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    told = form.cleaned_data
    tried = {"username": told["login"].strip().lower()}
    if not AxesProxyHandler.is_allowed(request, tried):
        locked: HttpResponse = get_lockout_response(request, credentials=tried)
        return locked
    try:
        choose_password(
            username=told["login"], code=told["code"], password=told["password1"], now=clock.machine()
        )
    except Problem as problem:
        form.add_error(None, wording().told(problem))
        AxesProxyHandler.user_login_failed(sender=choose, credentials=tried, request=request)
        return _shown(request, form, status=422)
    get_adapter().logout(request)  # whoever sat here before
    messages.success(request, gettext("Your password is kept. Sign in with it."))
    return HttpResponseRedirect(reverse("account_login"))


def _shown(request: HttpRequest, form: Choice, *, status: int = 200) -> HttpResponse:
    return render(request, "account/choose.html", {"form": form}, status=status)
