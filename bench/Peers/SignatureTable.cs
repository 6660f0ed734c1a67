using Npgsql;

namespace Petitions.Bench.Peers;

/// <summary>Petitions and signatures in plain SQL, for the peers that insert one row per request and differ in how they count.</summary>
internal sealed class SignatureTable(NpgsqlDataSource database)
{
    private const string InsertOne = """
        INSERT INTO signature (petition, email, given_name, family_name, place, country, locale, consent_version, signed_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (petition, email) DO NOTHING
        """;

    // Petitions change so rarely that every process knows them all.
    private Dictionary<string, int> _petitions = [];

    /// <summary>Makes the tables and publishes the petitions.</summary>
    public async Task CreateAsync(IReadOnlyList<string> slugs)
    {
        await database.ExecuteAsync("""
            CREATE TABLE petition (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, slug text NOT NULL UNIQUE);
            CREATE TABLE signature (
              petition        integer NOT NULL,
              email           text NOT NULL,
              given_name      text NOT NULL,
              family_name     text NOT NULL,
              place           text,
              country         text,
              locale          text,
              consent_version text NOT NULL,
              signed_at       timestamptz NOT NULL,
              PRIMARY KEY (petition, email)
            );
            """);
        await database.ExecuteAsync("INSERT INTO petition (slug) SELECT unnest($1::text[])", slugs.ToArray());

        await using var command = database.CreateCommand("SELECT slug, id FROM petition");
        await using var rows = await command.ExecuteReaderAsync();
        var petitions = new Dictionary<string, int>();
        while (await rows.ReadAsync()) petitions.Add(rows.GetString(0), rows.GetInt32(1));
        _petitions = petitions;
    }

    /// <summary>The petition's number, when there is such a petition.</summary>
    public bool TryFind(string slug, out int petition) => _petitions.TryGetValue(slug, out petition);

    /// <summary>Inserts a signature; a repeat changes nothing and gets the same answer.</summary>
    public async Task<IResult> SignAsync(string slug, SignBody body, DateTimeOffset now, CancellationToken cancel)
    {
        if (!body.IsValid) return Results.UnprocessableEntity();
        if (!TryFind(slug, out var petition)) return Results.NotFound();

        await using var command = database.CreateCommand(InsertOne);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<int> { TypedValue = petition });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = body.Person });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = body.GivenName });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = body.FamilyName });
        parameters.Add(new NpgsqlParameter<string?> { TypedValue = body.Place });
        parameters.Add(new NpgsqlParameter<string?> { TypedValue = body.Country });
        parameters.Add(new NpgsqlParameter<string?> { TypedValue = body.Locale });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = body.Consents[0].Version });
        parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = now.UtcDateTime });
        await command.ExecuteNonQueryAsync(cancel);
        return SignReply.Accepted(slug, body.Person);
    }

    /// <summary>One number of a petition; null when there is no such petition.</summary>
    public async Task<long?> ReadAsync(string sql, string slug, CancellationToken cancel)
    {
        if (!TryFind(slug, out var petition)) return null;
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = petition });
        return (long?)await command.ExecuteScalarAsync(cancel);
    }
}
