// The FEEL editor takes words such as return and for after a dot for the beginning of something; there they are names of entries. What it
// says of them is left out.
import { setDiagnosticsEffect } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";

export const honestErrors = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.effects.some((effect) => effect.is(setDiagnosticsEffect))) return transaction;
  const text = transaction.newDoc.toString();
  const effects = transaction.effects.map((effect) =>
    effect.is(setDiagnosticsEffect) ? setDiagnosticsEffect.of(effect.value.filter(({ from }) => !/\.\s*$/.test(text.slice(0, from)))) : effect,
  );
  return { changes: transaction.changes, selection: transaction.selection, effects };
});
