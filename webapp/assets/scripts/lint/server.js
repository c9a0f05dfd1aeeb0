// The full set of rules, on the server, when the drawing has been left alone for a moment: forms, decisions, texts, expressions.

const PAUSE = 700; // ms without a change
const PATIENCE = 20_000; // ms for an answer

// `url` answers {findings}; `token`: of the form; `heard(findings | null)`: null when the server could not be asked.
// Returns ask(path, text): the newest question counts, older answers are thrown away.
export function questions({ url, token, heard }) {
  let timer;
  let asked;
  const put = async (path, text) => {
    asked?.abort();
    const mine = new AbortController();
    asked = mine;
    const limit = setTimeout(() => mine.abort(), PATIENCE);
    try {
      const answer = await fetch(url, {
        method: "POST",
        credentials: "same-origin",
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
        body: JSON.stringify(path === null ? {} : { path, text: await text() }),
        signal: mine.signal,
      });
      if (!answer.ok) throw new Error(`findings: ${answer.status}`);
      const { findings } = await answer.json();
      if (asked === mine) heard(findings);
    } catch (error) {
      if (asked === mine) heard(null);
      if (error.name !== "AbortError") console.warn(error);
    } finally {
      clearTimeout(limit);
    }
  };
  return (path, text, pause = PAUSE) => {
    clearTimeout(timer);
    timer = setTimeout(() => put(path, text), pause);
  };
}
