// Says how many milliseconds went by between the first touch of the form and its sending. The page is the same for everybody, so only the
// browser can tell. Where this does not run nothing is said, and nothing is asked.
(() => {
  const form = document.querySelector('input[name="filledIn"]')?.form;
  if (!form) return;
  let touched;
  form.addEventListener('input', () => { touched ??= performance.now(); });
  form.addEventListener('formdata', ({ formData }) => {
    if (touched !== undefined) formData.set('filledIn', Math.round(performance.now() - touched));
  });
})();
