/** Names in a description: what Kaitai accepts, and what means nothing in the languages that it compiles to. */

/**
 * Keywords and inherited members of the target languages, in the spelling that their compilers give to an id: a field
 * `class` would not compile in most, a field `constructor` or `get_class` would hide what the language puts there.
 */
const reserved = new Set(
  `abstract alignas alignof and any as asm assert async atomic auto await become bool boolean box break byte bytes case catch chan char
  class clone close co_await co_return co_yield concept const consteval constexpr constinit constructor continue crate debugger decltype
  def default defer del delete do double dyn elif else end end_module enum equals error eval except exec explicit export extends extern
  fallthrough false final finalize finally float fn for foreach friend from from_bytes from_file from_io func function get_class global
  go goto has_own_property hash_code if impl implements import in init inline instanceof int interface io is is_prototype_of lambda let
  long loop macro match mod module move mut mutable namespace native new nil noexcept none nonlocal not notify notify_all null nullptr
  object operator or override package parent pass pos print priv private property_is_enumerable protected proto prototype pub public
  raise range read ref register reinterpret_cast requires return root select self set short signed sizeof some static static_assert
  static_cast strictfp string struct super switch synchronized template this thread_local throw throws to_json to_locale_string
  to_string trait transient true try type typedef typeid typename typeof union unsafe unsigned unsized use using value_of var vec vector
  virtual void volatile wait wchar_t where while with xor yield`.split(/\s+/),
);

/** Types have other neighbours: classes that generated code names without saying where they come from. */
const reservedTypes = new Set(
  `array array_buffer array_list arrays boolean byte byte_buffer bytes_io bytes_reader cell charset charsets class consumer data_view
  date default deref double enum error exception float function hash_map infinity int int_enum integer io_exception iterable json kaitai
  kaitai_stream kaitai_struct linked_hash_map list long map math memory_stream nan none number object opt_rc option optional override
  parent partial_eq promise proxy random_access_file range_error rc read reader ref ref_cell reflect reg_exp result root rust_struct
  seek self set shared_type short some standard_charsets std stream string struct symbol system thread throwable type type_error
  type_i_d uint8_array undefined vec void weak_map weak_set`.split(/\s+/),
);

/** Members that values of enums have in Python. */
const reservedValues = ['mro', 'name', 'value', 'values'];

/** What ids must differ in: languages join the words, and some do not tell upper from lower case. */
export const joined = (id: string): string => id.replaceAll('_', '');

const reservedKeys = {
  field: new Set([...reserved].map(joined)),
  type: new Set([...reserved, ...reservedTypes].map(joined)),
  value: new Set([...reserved, ...reservedValues].map(joined)),
};

/** `RxEntry`, `rx-entry` → `rx_entry`; different names may give the same one. */
export function snake(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .toLowerCase();
  return /^[a-z]/.test(words) ? words : `n${words}`;
}

/** Gives out ids that clash with nothing given out before. */
export class Ids {
  readonly #taken = new Set<string>();
  readonly #reserved: ReadonlySet<string>;
  readonly #suffix: string;

  constructor(what: keyof typeof reservedKeys) {
    this.#reserved = reservedKeys[what];
    this.#suffix = `_${what}`;
  }

  take(wanted: string): string {
    const plain = snake(wanted);
    const base = this.#reserved.has(joined(plain)) ? `${plain}${this.#suffix}` : plain;
    let id = base;
    // A letter before the number: `x_2` and `x2` are one name to some languages.
    for (let count = 2; this.#taken.has(joined(id)) || this.#reserved.has(joined(id)); count++) id = `${base}_no${count}`;
    this.#taken.add(joined(id));
    return id;
  }
}
