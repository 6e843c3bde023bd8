/* Shows the button that prints. Without this script, the page says how to print. */

const button = document.querySelector<HTMLButtonElement>('button.print')
if (button) {
  button.hidden = false
  button.addEventListener('click', () => print())
}
