import {
  acceptCompletion, autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap,
} from "@codemirror/autocomplete";
import { defaultKeymap, history as undoHistory, historyKeymap, insertNewlineAndIndent } from "@codemirror/commands";
import { bracketMatching, indentOnInput } from "@codemirror/language";
import { lintKeymap } from "@codemirror/lint";
import { Compartment, EditorState, type Extension, Prec } from "@codemirror/state";
import { EditorView, keymap, placeholder } from "@codemirror/view";
import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";

import { STYLE_NONCE } from "../../../frame/server";
import { type Settings, settings } from "../../../frame/settings";
import { useStore } from "../../../frame/store";
import type { Times } from "../panel-state";
import { checked } from "./check";
import { MOST_ROWS, sources } from "./completion";
import { colours, promql } from "./highlight";
import { words } from "./words";

interface EditorProps {
  /** Text to begin with, and to be shown instead of what was typed each time `given` changes. */
  readonly text: string;
  readonly given: number;
  /** Of the series that are completed and checked. */
  readonly times: () => Times;
  /** Gets what puts a text at the cursor. */
  readonly onReady: (insert: (text: string) => void) => void;
  readonly onChange: (text: string) => void;
  /** Enter was pressed. */
  readonly onRun: (text: string) => void;
}

const BARE: Extension = [
  EditorView.cspNonce.of(STYLE_NONCE),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ "aria-label": "Expression", "data-search": "", "data-gramm": "false" }),
  undoHistory(),
  bracketMatching(),
  indentOnInput(),
  closeBrackets(),
  placeholder("Enter an expression, such as rate(prometheus_http_requests_total[5m])"),
  keymap.of([...closeBracketsKeymap, ...defaultKeymap, ...historyKeymap, ...lintKeymap]),
];

function chosen(wanted: Settings, times: () => Times): Extension {
  return [
    wanted.completion
      ? [
          autocompletion({
            override: sources(times), activateOnTypingDelay: 50, icons: false, maxRenderedOptions: MOST_ROWS,
            defaultKeymap: false,
          }),
          Prec.highest(keymap.of([...completionKeymap, { key: "Tab", run: acceptCompletion }])),
        ]
      : [],
    wanted.highlighting ? colours : [],
    wanted.linting ? checked(times) : [],
  ];
}

/** A field for an expression: it colours, completes and checks while one types. */
export function Editor({ text, given, times, onReady, onChange, onRun }: EditorProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>();
  const handlers = useRef({ times, onChange, onRun });
  handlers.current = { times, onChange, onRun };
  const timesNow = (): Times => handlers.current.times();
  const parts = useRef({ language: new Compartment(), chosen: new Compartment() });
  const wanted = useStore(settings);

  useEffect(() => {
    const { language, chosen: choice } = parts.current;
    const editor = new EditorView({
      parent: root.current ?? undefined,
      state: EditorState.create({
        doc: text,
        extensions: [
          choice.of(chosen(settings.value, timesNow)),
          Prec.high(
            keymap.of([
              {
                key: "Enter",
                run: (target) => {
                  handlers.current.onRun(target.state.doc.toString());
                  return true;
                },
              },
              { key: "Shift-Enter", run: insertNewlineAndIndent },
            ]),
          ),
          language.of([]),
          BARE,
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              handlers.current.onChange(update.state.doc.toString());
            }
          }),
        ],
      }),
    });
    view.current = editor;
    onReady((inserted) => {
      editor.dispatch(editor.state.replaceSelection(inserted));
      editor.focus();
    });
    void words().then((known) => editor.dispatch({ effects: language.reconfigure(promql(known)) }));
    return () => editor.destroy();
  }, []);

  useEffect(() => {
    view.current?.dispatch({ effects: parts.current.chosen.reconfigure(chosen(wanted, timesNow)) });
  }, [wanted]);

  useEffect(() => {
    const editor = view.current;
    if (editor !== undefined && editor.state.doc.toString() !== text) {
      editor.dispatch({
        changes: { from: 0, to: editor.state.doc.length, insert: text },
        selection: { anchor: text.length },
      });
    }
  }, [given]);

  return <div class="query-editor" ref={root} />;
}
