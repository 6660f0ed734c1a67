using Petitions.Tests.Support;
using Xunit;

namespace Petitions.Tests.Frontend.SignerPages;

/// <summary>
/// One program on one database that the tests of a class share; each signs with addresses of its own, or a petition of its own.
/// </summary>
public abstract class SignerPagesOn(PostgresServer postgres, StoreKind kind) : IAsyncLifetime
{
    /// <summary>Open, without confirmation; counts of these are looked at by one test each.</summary>
    internal const string Plain = "lamp-plain", Withdrawing = "lamp-withdrawing", Erasing = "lamp-erasing",
        HandedOver = "lamp-handed-over", Closing = "lamp-closing", Changing = "lamp-changing",
        Anew = "lamp-anew", Newsletter = "lamp-newsletter";

    /// <summary>Open, with confirmation.</summary>
    internal const string Email = "lamp-email", Confirming = "lamp-confirming-email", TooLate = "lamp-too-late-email",
        Doubting = "lamp-doubting-email", Contested = "lamp-contested-email";

    internal SignerPagesProgram Program { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Program = await SignerPagesProgram.StartAsync(
        kind, postgres,
        [
            Plain, Withdrawing, Erasing, HandedOver, Closing, Changing, Anew, Newsletter, Email, Confirming, TooLate, Doubting, Contested,
        ],
        // Nobody who is late is waited for.
        ("Petition__Confirmation__GraceAfterClosing", "00:00:00"));

    public async ValueTask DisposeAsync()
    {
        if (Program is not null) await Program.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}

public sealed class SignerPagesOnSqlite(PostgresServer postgres) : SignerPagesOn(postgres, StoreKind.Sqlite);

public sealed class SignerPagesOnPostgres(PostgresServer postgres) : SignerPagesOn(postgres, StoreKind.Postgres);

/// <summary>Tests of one database after the other: two programs and their tests at a time are more than two cores like.</summary>
[CollectionDefinition(Name)]
public sealed class SignerPagesCollection
{
    public const string Name = "Signers' rights";
}
