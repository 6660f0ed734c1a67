using Petitions.Grains.Ledger;
using Petitions.Grains.Petitions;
using Petitions.Grains.Retention;
using Petitions.Grains.Signing;
using Petitions.Silo.Clustering;
using Petitions.Silo.Counting;
using Petitions.Silo.Handover;
using Petitions.Silo.Keys;
using Petitions.Silo.Mail;
using Petitions.Silo.Retention;
using Petitions.Silo.Storage;

namespace Petitions.Silo.Hosting;

/// <summary>
/// What a silo needs in order to be a node of this system, room by room; the same in the program and in the tests of a cluster.
/// </summary>
internal static class SiloServices
{
    // The order is that in which background services start; they stop in the opposite one.
    public static ISiloBuilder AddSiloServices(
        this ISiloBuilder silo, PetitionDatabase database, SiloKeys keys, LedgerOptions ledger, SigningOptions signing,
        ConfirmationOptions confirmation, RetentionOptions retention, ParcelSettings parcels)
    {
        silo.AddGrainState(database).PlaceSigners().LimitMessaging().AnswerFrontends();
        silo.Services.AddStorage(database, ledger);
        silo.Services.AddKeys(keys);
        silo.Services.AddLedger(ledger);
        silo.Services.AddPetitions();
        silo.Services.AddSigning(signing, confirmation);
        silo.Services.AddCounting();
        silo.Services.AddHandover(parcels);
        silo.Services.AddRetention(retention);
        silo.Services.AddMailExpiry();
        return silo;
    }
}
