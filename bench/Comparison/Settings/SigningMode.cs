namespace Petitions.Bench.Comparison.Settings;

/// <summary>Who signs what in one run.</summary>
/// <param name="Name">The value of <c>--modes</c>, and the first column of the tables.</param>
/// <param name="Signers">Who the signers are, as <c>sign.lua</c> names it: new, mixed, retry or repeat.</param>
/// <param name="KeepsPetitions">True when all rounds sign the same petitions; otherwise each round has a fresh one.</param>
internal sealed record SigningMode(string Name, string Signers, bool KeepsPetitions = false)
{
    /// <summary>Petitions of <see cref="Many"/>.</summary>
    public const int ManyPetitions = 1_000;

    /// <summary>Everybody signs for the first time.</summary>
    public static readonly SigningMode New = new("new", "new");

    /// <summary>30 % of the signatures are of people who have signed already.</summary>
    public static readonly SigningMode Mixed = new("mixed", "mixed");

    /// <summary>New signers of 1,000 petitions in turn.</summary>
    public static readonly SigningMode Many = new("many", "new", KeepsPetitions: true);

    /// <summary>40 people send the same operation again and again.</summary>
    public static readonly SigningMode Retry = new("retry", "retry");

    /// <summary>40 people sign again and again, each time with a new operation.</summary>
    public static readonly SigningMode Repeat = new("repeat", "repeat");

    /// <summary>New signers of a petition that may have millions of signatures already. It belongs to <c>--stored</c>.</summary>
    public static readonly SigningMode Stored = new("stored", "new", KeepsPetitions: true);

    /// <summary>The values of <c>--modes</c>.</summary>
    public static IReadOnlyList<SigningMode> Selectable { get; } = [New, Mixed, Many, Retry, Repeat];

    /// <summary>The petitions that are signed in a round.</summary>
    public SignedPetitions PetitionsOf(int round) =>
        this == Many ? new(Name, ManyPetitions)
        : KeepsPetitions ? new(Name)
        : new($"{Name}-{round}");
}
