using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Petitions.Frontend.Counting;
using Petitions.Frontend.Localization;
using Petitions.Grains.Documents;

namespace Petitions.Frontend.Embedding;

/// <summary>
/// The badges of one <see cref="CountAnswer"/>: made once per language at the first request and collected with the answer. Further requests
/// cost no grain call and no serialisation.
/// </summary>
internal sealed class CountBadges
{
    /// <summary>How long shields.io may cache the badge, in seconds: 300 is its minimum.</summary>
    public const int CacheSeconds = 300;

    private static readonly ConditionalWeakTable<CountAnswer, CountBadges> ByAnswer = [];

    private readonly CountAnswer _answer;
    private readonly ConcurrentDictionary<string, byte[]> _pictures = new();
    private readonly ConcurrentDictionary<string, byte[]> _descriptions = new();

    private CountBadges(CountAnswer answer) => _answer = answer;

    /// <summary>The badges of an answer.</summary>
    public static CountBadges Of(CountAnswer answer) => ByAnswer.GetValue(answer, static answer => new CountBadges(answer));

    /// <summary>The SVG.</summary>
    public byte[] Picture(Texts texts) => _pictures.GetOrAdd(
        texts.Lang,
        static (_, of) => Badge.Draw(of.Texts["Count_Many"], of.Badges.Message(of.Texts), of.Badges.Colour, of.Badges.Title(of.Texts)),
        (Badges: this, Texts: texts));

    /// <summary>The JSON of a shields.io endpoint badge, schema 1.</summary>
    public byte[] Description(Texts texts) => _descriptions.GetOrAdd(
        texts.Lang, static (_, of) => of.Badges.Describe(of.Texts), (Badges: this, Texts: texts));

    private string Colour => _answer is { Phase: PetitionPhase.Open, IsStale: false } ? Badge.Accent : Badge.Grey;

    private string Message(Texts texts) => Number(_answer.Public.Count, texts);

    private string Title(Texts texts)
    {
        var (count, goal) = (_answer.Public.Count, _answer.Public.Goal);
        var of = goal is null ? texts[count == 1 ? "Count_One" : "Count_Many"]
            : texts.With(count < goal ? "Count_OfGoal" : "Count_GoalPassed", Number(goal.Value, texts));
        return $"{Number(count, texts)} {of}{State(texts)}";
    }

    // The title says why a badge is grey, for readers who do not see the colour.
    private string State(Texts texts) => _answer switch
    {
        { Phase: PetitionPhase.Closed } => $" {texts["Count_Closed"]}",
        { Phase: PetitionPhase.Scheduled } => $" {texts["Count_Scheduled"]}",
        { IsStale: true } => $" {texts["Count_Stale"]}",
        _ => "",
    };

    private byte[] Describe(Texts texts)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion"u8, 1);
            json.WriteString("label"u8, texts["Count_Many"]);
            json.WriteString("message"u8, Message(texts));
            json.WriteString("color"u8, Colour);
            json.WriteNumber("cacheSeconds"u8, CacheSeconds);
            json.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static string Number(long number, Texts texts) => number.ToString("N0", texts.Culture);
}
