import type { z } from "@hono/zod-openapi";
import type { JsonPieces } from "../contract/body.ts";
import { maxFaults } from "../domain/errors.ts";
import { MemberSplitter } from "../domain/json_member.ts";
import { childPointer } from "../domain/json_pointer.ts";
import type { JsonLimits } from "../domain/json_size.ts";
import { exceedsBytes } from "../domain/utf8.ts";
import { mayHoldUnstorable, unstorable, unstorablePath } from "../domain/well_formed.ts";
import {
  assertBounded,
  assertExact,
  invalidAt,
  invalidJson,
  parseJson,
  textLimits,
} from "./json_text.ts";
import { type FieldError, invalidRequest, type Problem } from "./problem.ts";
import { fieldErrors } from "./request_errors.ts";

/** A transcript may have 5,000 turns. */
const elementLimits: JsonLimits = { depth: 100, values: 50_000, members: 1000 };
/** Characters outside of the elements. */
const maxAround = 65_536;

/**
 * Parses and validates a JSON object while its text arrives, by the elements of one member. The
 * outcome is that of the whole text, except that nothing is read after an element too many, nor
 * after more faults than a problem lists.
 */
export class JsonInPieces {
  readonly #splitter: MemberSplitter;
  #values: unknown[] = [];
  #errors: FieldError[] = [];
  /** The first place that Postgres cannot store. */
  #unstorable: string | undefined;

  constructor(private readonly schema: z.ZodType, private readonly pieces: JsonPieces) {
    this.#splitter = new MemberSplitter(pieces.member, pieces.maxElementBytes);
  }

  /** Takes the next piece of the text. Throws a 400 problem when the rest cannot mend it. */
  take(text: string): void {
    for (const part of this.#splitter.take(text)) {
      if (part.array) [this.#values, this.#errors, this.#unstorable] = [[], [], undefined];
      else this.#takeElement(part.element);
    }
    if (this.#splitter.isOversized) throw this.#oversized();
    if (this.#splitter.around.length > maxAround) {
      const { member } = this.pieces;
      throw invalidAt("", `more than ${maxAround} characters outside of \`${member}\``);
    }
  }

  /** Returns the validated body. Throws a 400 problem that lists the invalid places. */
  end(): unknown {
    const { around: text, isInside } = this.#splitter;
    const { member, around } = this.pieces;
    if (isInside) throw invalidJson();
    assertBounded(text, textLimits);
    const body = parseJson(text);
    const has = isObject(body) && Array.isArray(body[member]);
    const errors = has ? this.#errors : [];
    const result = has
      ? around.safeParse({ ...body, [member]: this.#values })
      : this.schema.safeParse(body);
    if (!result.success) errors.push(...fieldErrors("json", result.error.issues));
    if (errors.length > 0) throw invalidRequest(errors);
    const rest = { ...result.data as object, [member]: [] };
    const pointer = this.#unstorable ??
      (mayHoldUnstorable(text) ? unstorablePath(rest) : undefined);
    if (pointer !== undefined) throw invalidAt(pointer, unstorable);
    return result.data;
  }

  #takeElement(text: string | undefined): void {
    const { member, element, maxElements, maxElementBytes } = this.pieces;
    const index = this.#values.length;
    if (index === maxElements) throw this.#tooMany();
    if (text === undefined || exceedsBytes(text, maxElementBytes)) throw this.#oversized();
    const pointer = this.#pointer();
    assertBounded(text, elementLimits, pointer);
    const value = parseJson(text);
    this.#values.push(undefined);
    const result = element.safeParse(value);
    if (!result.success) {
      this.#errors.push(...fieldErrors("json", result.error.issues, [member, index]));
      if (this.#errors.length > maxFaults) throw invalidRequest(this.#errors);
    } else {
      assertExact(text, pointer);
      this.#values[index] = result.data;
      if (mayHoldUnstorable(text)) this.#unstorable ??= unstorablePath(result.data, pointer);
    }
  }

  /** The pointer to the current element. */
  #pointer(): string {
    return childPointer(childPointer("", this.pieces.member), this.#values.length);
  }

  #oversized(): Problem {
    return invalidAt(this.#pointer(), `larger than ${this.pieces.maxElementBytes} bytes`);
  }

  /** What the schema says of such an array. */
  #tooMany(): Problem {
    const { member, maxElements, around } = this.pieces;
    const { error } = around.safeParse({ [member]: Array(maxElements + 1) });
    const issues = error!.issues.filter(({ path }) => path[0] === member);
    return invalidRequest(fieldErrors("json", issues));
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
