// Programs that look at links before people do fetch the page but do not send its form: only this, or the button, uses the link up.
document.getElementById("sign-in").requestSubmit();
