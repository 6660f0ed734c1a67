using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Petitions.Bench.Peers;

/// <summary>
/// As most teams would write it: EF Core with a pool of contexts. One look-up for the petition and an earlier signature, then insert and
/// counter in one transaction; the unique index decides between two requests of one person.
/// </summary>
internal sealed class Crud : IPeer
{
    /// <summary>
    /// Connections of the pool. All transactions want the same counter, and a long queue for one row costs more than it gains.
    /// </summary>
    private const int Connections = 10;

    public void AddServices(WebApplicationBuilder builder)
    {
        var database = PeerDatabase.Open(builder.Configuration, Connections);
        builder.Services.AddDbContextPool<CrudContext>(options => options.UseNpgsql(database));
    }

    public async Task PrepareAsync(IServiceProvider services, IReadOnlyList<string> slugs)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CrudContext>();
        await db.Database.EnsureCreatedAsync();
        db.Petitions.AddRange(slugs.Select(slug => new CrudPetition { Slug = slug }));
        await db.SaveChangesAsync();
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(Routes.Signatures, SignAsync);
        routes.MapGet(Routes.Count, async (string slug, CrudContext db, CancellationToken cancel) =>
            CountReply.Of(await db.Petitions.Where(petition => petition.Slug == slug).Select(petition => (long?)petition.Count)
                .SingleOrDefaultAsync(cancel)));
    }

    private static async Task<IResult> SignAsync(string slug, SignBody body, CrudContext db, TimeProvider time, CancellationToken cancel)
    {
        if (!body.IsValid) return Results.UnprocessableEntity();
        var email = body.Person;

        var found = await db.Petitions
            .Where(petition => petition.Slug == slug)
            .Select(petition => new { petition.Id, HasSigned = petition.Signatures.Any(signature => signature.Email == email) })
            .SingleOrDefaultAsync(cancel);
        if (found is null) return Results.NotFound();
        if (found.HasSigned) return SignReply.Accepted(slug, email);

        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        db.Signatures.Add(new CrudSignature
        {
            PetitionId = found.Id,
            Email = email,
            GivenName = body.GivenName,
            FamilyName = body.FamilyName,
            Place = body.Place,
            Country = body.Country,
            Locale = body.Locale,
            ConsentVersion = body.Consents[0].Version,
            SignedAt = time.GetUtcNow(),
        });
        try
        {
            await db.SaveChangesAsync(cancel);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // The same person, a moment earlier. Leaving rolls the transaction back.
            return SignReply.Accepted(slug, email);
        }
        // The counter's row is locked as late as possible: until the commit, everybody else waits for it.
        await db.Petitions.Where(petition => petition.Id == found.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(petition => petition.Count, petition => petition.Count + 1), cancel);
        await transaction.CommitAsync(cancel);
        return SignReply.Accepted(slug, email);
    }
}

/// <summary>The tables. Nothing that is read is changed through tracked entities, so reads track nothing.</summary>
internal sealed class CrudContext : DbContext
{
    public CrudContext(DbContextOptions<CrudContext> options) : base(options) =>
        ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;

    public DbSet<CrudPetition> Petitions => Set<CrudPetition>();

    public DbSet<CrudSignature> Signatures => Set<CrudSignature>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<CrudPetition>().ToTable("petition").HasIndex(petition => petition.Slug).IsUnique();
        modelBuilder.Entity<CrudPetition>().HasMany(petition => petition.Signatures).WithOne().HasForeignKey(signature =>
            signature.PetitionId);
        modelBuilder.Entity<CrudSignature>().ToTable("signature").HasIndex(signature =>
            new { signature.PetitionId, signature.Email }).IsUnique();
    }
}

/// <summary>A petition and its counter.</summary>
internal sealed class CrudPetition
{
    public int Id { get; set; }

    public required string Slug { get; set; }

    public long Count { get; set; }

    public List<CrudSignature> Signatures { get; set; } = [];
}

/// <summary>One person's signature.</summary>
internal sealed class CrudSignature
{
    public long Id { get; set; }

    public int PetitionId { get; set; }

    public required string Email { get; set; }

    public required string GivenName { get; set; }

    public required string FamilyName { get; set; }

    public string? Place { get; set; }

    public string? Country { get; set; }

    public string? Locale { get; set; }

    public required string ConsentVersion { get; set; }

    public DateTimeOffset SignedAt { get; set; }
}
