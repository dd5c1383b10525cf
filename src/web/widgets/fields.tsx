// Fields of forms: they say what they want, and take nothing else.
import './fields.css';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { parseDurationPs } from '../../sim/units.js';

interface Labelled {
  readonly label: string;
}

export function Field({ label, children }: Labelled & { children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is what is put inside
    <label class="form-field">
      <span>{label}</span>
      {children}
    </label>
  );
}

export interface NumberFieldProps extends Labelled {
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step?: number | 'any';
  /** Told of a new value when it is complete. */
  readonly onValue: (value: number) => void;
}

export function NumberField({ label, value, min, max, step = 1, onValue }: NumberFieldProps) {
  return (
    <Field label={label}>
      <input
        type="number"
        {...{ min, max, step, value }}
        onChange={(event) => {
          const input = event.currentTarget;
          if (input.value !== '' && input.checkValidity()) onValue(input.valueAsNumber);
          else input.reportValidity();
        }}
      />
    </Field>
  );
}

export interface ChoiceProps extends Labelled {
  readonly value: string;
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly onValue: (value: string) => void;
}

export function Choice({ label, value, options, onValue }: ChoiceProps) {
  return (
    <Field label={label}>
      <select value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </Field>
  );
}

export interface TimeFieldProps extends Labelled {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** What a time looks like. */
  readonly hint: string;
}

/** A time with its unit, as scenarios have it. */
export function TimeField({ label, text, onText, hint }: TimeFieldProps) {
  const [touched, setTouched] = useState(false);
  const wrong = touched && psOf(text) === undefined;
  return (
    <Field label={label}>
      <input
        type="text"
        inputMode="text"
        value={text}
        aria-invalid={wrong}
        title={hint}
        onInput={(event) => {
          setTouched(true);
          onText(event.currentTarget.value.trim());
        }}
      />
      {wrong && <em>{hint}</em>}
    </Field>
  );
}

/** Picoseconds of a time as scenarios have it, or undefined. */
export function psOf(text: string): number | undefined {
  try {
    return text === '0' ? 0 : parseDurationPs(text);
  } catch {
    return undefined;
  }
}
