// Programs that look at links before people do fetch the page but do not send its form: only this, or the button, uses the link up.
const form = document.getElementById("sign-in");
form.requestSubmit();
form.querySelector("button").disabled = true; // Pressed as well, it would send a link that is used up already, and nobody would see the first answer.
