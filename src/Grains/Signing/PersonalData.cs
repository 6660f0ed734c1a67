using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Petitions.Grains.Signing;

/// <summary>
/// The personal data of a signature. It is stored encrypted, in one column, and nowhere else. The JSON names are part of the storage
/// format: never rename or reuse one.
/// </summary>
internal sealed record PersonalData(
    [property: JsonPropertyName("g")] string GivenName,
    [property: JsonPropertyName("f")] string FamilyName,
    [property: JsonPropertyName("e")] string Email,
    [property: JsonPropertyName("p")] string? Place,
    [property: JsonPropertyName("c")] string? Country,
    [property: JsonPropertyName("l")] string? Locale,
    [property: JsonPropertyName("t")] DateTimeOffset SignedAt)
{
    /// <summary>
    /// Where a signature comes from that nobody sent through the page: its sheet, or what the other platform says about time and consent.
    /// </summary>
    [JsonPropertyName("v"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Evidence { get; init; }

    public static PersonalData Of(Signature signature, DateTimeOffset signedAt) => new(
        signature.GivenName, signature.FamilyName, signature.Email, signature.Place, signature.Country, signature.Locale, signedAt);

    /// <summary>
    /// JSON in plain UTF-8. With the usual escapes each letter outside ASCII would take 6 bytes, and the length would tell the script of a
    /// name.
    /// </summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PersonalDataJson.Plain.PersonalData);

    public static PersonalData FromBytes(ReadOnlySpan<byte> bytes) =>
        JsonSerializer.Deserialize(bytes, PersonalDataJson.Default.PersonalData) ?? throw new JsonException("sealed data is empty");
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PersonalData))]
internal sealed partial class PersonalDataJson : JsonSerializerContext
{
    public static PersonalDataJson Plain { get; } = new(new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = { new PlainStrings() },
    });

    // The encoders of the framework escape every letter beyond U+FFFF, of whole scripts, with 12 bytes.
    private sealed class PlainStrings : JsonConverter<string>
    {
        private static readonly SearchValues<char> Escaped =
            SearchValues.Create(['"', '\\', .. Enumerable.Range(0, ' ').Select(control => (char)control)]);

        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            if (value.AsSpan().ContainsAny(Escaped)) value = Escape(value);
            writer.WriteRawValue($"\"{value}\"", skipInputValidation: true);
        }

        private static string Escape(string value)
        {
            var escaped = new StringBuilder(value.Length + 8);
            foreach (var letter in value)
            {
                if (letter < ' ') escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
                else escaped.Append(letter is '"' or '\\' ? "\\" : "").Append(letter);
            }
            return escaped.ToString();
        }
    }
}
