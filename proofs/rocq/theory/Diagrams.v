(* Diagrams.v : equations between terms, decided by computation in the kernel.  *)
(* A term is a sum of products of letters, transposes, traces and scalars; its  *)
(* normal form is a sum of monomials: a rational, closed words (traces, cut     *)
(* wherever two letters meet at size one) and one open word.  `mcheck` and      *)
(* `scheck` compare normal forms; `mcheck_sound` and `scheck_sound` say that    *)
(* equal normal forms have equal values, for all sizes and all letters.         *)
From mathcomp Require Import all_ssreflect all_algebra.
From DeepLinear Require Export Words.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Diagrams.
Variable R : realFieldType.
Variables (sizes : nat -> nat) (src tgt : nat -> nat).
Local Notation dim := (dim sizes).
Variable val : forall a, 'M[R]_(dim (src a), dim (tgt a)).
Variable num : nat -> R.
Local Notation asrc := (asrc src tgt).
Local Notation atgt := (atgt src tgt).
Local Notation wt := (wt src tgt).
Local Notation wev := (wev val).
Local Notation lwt := (lwt src tgt).
Local Notation lsev := (lsev val num).
Local Notation lcut := (lcut src tgt).
Local Notation wcut := (wcut src tgt).

Inductive mexp : nat -> nat -> Type :=
| mAt a : mexp (src a) (tgt a)
| mMul i j k (e : mexp i j) (f : mexp j k) : mexp i k
| mAdd i j (e f : mexp i j) : mexp i j
| mOpp i j (e : mexp i j) : mexp i j
| mZero i j : mexp i j
| mOne i : mexp i i
| mSc (s : sexp) i j (e : mexp i j) : mexp i j
| mNum (s : sexp) : mexp 0 0
| mTr i j (e : mexp i j) : mexp j i
with sexp : Type :=
| sAt (c : nat)
| sMul (s t : sexp)
| sAdd (s t : sexp)
| sOpp (s : sexp)
| sZero
| sOne
| sFrac (p q : nat)
| sNat (p : nat)
| sTrace i (e : mexp i i)
| sEntry (e : mexp 0 0).

Fixpoint den i j (e : mexp i j) : 'M[R]_(dim i, dim j) :=
  match e with
  | mAt a => val a
  | mMul _ _ _ e f => den e *m den f
  | mAdd _ _ e f => den e + den f
  | mOpp _ _ e => - den e
  | mZero _ _ => 0
  | mOne _ => 1%:M
  | mSc s _ _ e => sden s *: den e
  | mNum s => (sden s)%:M
  | mTr _ _ e => (den e)^T
  end
with sden (s : sexp) : R :=
  match s with
  | sAt c => num c
  | sMul s t => sden s * sden t
  | sAdd s t => sden s + sden t
  | sOpp s => - sden s
  | sZero => 0
  | sOne => 1
  | sFrac p q => p%:R / q.+1%:R
  | sNat p => p%:R
  | sTrace _ e => \tr (den e)
  | sEntry e => den e 0 0
  end.

(* ---------- coefficients ------------------------------------------------------ *)
Definition coef := (int * nat)%type.
Definition cev (c : coef) : R := c.1%:~R / c.2.+1%:R.
Definition cmul (a b : coef) : coef := (a.1 * b.1, (a.2.+1 * b.2.+1).-1).
Definition cadd (a b : coef) : coef :=
  if a.2 == b.2 then (a.1 + b.1, a.2)
  else (a.1 * b.2.+1%:Z + b.1 * a.2.+1%:Z, (a.2.+1 * b.2.+1).-1).
Definition copp (a : coef) : coef := (- a.1, a.2).

Lemma nz n : n.+1%:R != 0 :> R. Proof. by rewrite pnatr_eq0. Qed.
Lemma cevE z n : cev (z, n) = z%:~R / n.+1%:R. Proof. by []. Qed.
Lemma cev_mul a b : cev (cmul a b) = cev a * cev b.
Proof.
case: a b => a m [b n]; have -> : cmul (a, m) (b, n) = (a * b, (m.+1 * n.+1).-1) by [].
rewrite !cevE prednK ?muln_gt0 //.
by rewrite intrM natrM mulf_div.
Qed.
Lemma cev_add a b : cev (cadd a b) = cev a + cev b.
Proof.
case: a b => a m [b n].
have -> : cadd (a, m) (b, n) = if m == n then (a + b, m)
  else (a * n.+1%:Z + b * m.+1%:Z, (m.+1 * n.+1).-1) by [].
case: eqP => [->|_]; first by rewrite !cevE intrD mulrDl.
rewrite !cevE prednK ?muln_gt0 // intrD !intrM natrM -!pmulrn.
by rewrite addf_div ?nz.
Qed.
Lemma cev_opp a : cev (copp a) = - cev a.
Proof. by rewrite /cev /copp /= mulrNz mulNr. Qed.
Lemma cev1 : cev (1, 0%N) = 1. Proof. by rewrite /cev divr1. Qed.

(* ---------- monomials and sums ------------------------------------------------- *)
Definition mono := (coef * (seq loop * seq letter))%type.
Definition poly := seq mono.
Definition smono := (coef * seq loop)%type.
Definition spoly := seq smono.

Definition mev i j (m : mono) : 'M[R]_(dim i, dim j) :=
  (cev m.1 * lsev m.2.1) *: wev m.2.2 i j.
Definition pev i j (p : poly) : 'M[R]_(dim i, dim j) := foldr (fun m r => mev i j m + r) 0 p.
Definition smev (m : smono) : R := cev m.1 * lsev m.2.
Definition spev (p : spoly) : R := foldr (fun m r => smev m + r) 0 p.

Definition mwt i j (m : mono) := all lwt m.2.1 && wt m.2.2 i j.
Definition pwt i j (p : poly) := all (mwt i j) p.
Definition spwt (p : spoly) := all (fun m : smono => all lwt m.2) p.

Definition mmul (m n : mono) : mono := (cmul m.1 n.1, (m.2.1 ++ n.2.1, m.2.2 ++ n.2.2)).
Definition pmul (p q : poly) : poly := flatten [seq [seq mmul m n | n <- q] | m <- p].
Definition popp (p : poly) : poly := [seq (copp m.1, m.2) | m <- p].
Definition smmul (m n : smono) : smono := (cmul m.1 n.1, m.2 ++ n.2).
Definition spmul (p q : spoly) : spoly := flatten [seq [seq smmul m n | n <- q] | m <- p].
Definition spopp (p : spoly) : spoly := [seq (copp m.1, m.2) | m <- p].
Definition mscale (m : smono) (n : mono) : mono := (cmul m.1 n.1, (m.2 ++ n.2.1, n.2.2)).
Definition pscale (p : spoly) (q : poly) : poly := flatten [seq [seq mscale m n | n <- q] | m <- p].
Definition ptr (p : poly) : poly := [seq (m.1, (m.2.1, wtr m.2.2)) | m <- p].
Definition pnum (p : spoly) : poly := [seq (m.1, (m.2, [::])) | m <- p].
Definition ptrace i (p : poly) : spoly := [seq (m.1, inr (i, m.2.2) :: m.2.1) | m <- p].

Lemma pev_cat i j p q : pev i j (p ++ q) = pev i j p + pev i j q.
Proof. by elim: p => [|m p IH] /=; rewrite ?add0r // IH addrA. Qed.
Lemma spev_cat p q : spev (p ++ q) = spev p + spev q.
Proof. by elim: p => [|m p IH] /=; rewrite ?add0r // IH addrA. Qed.
Lemma pwt_cat i j p q : pwt i j (p ++ q) = pwt i j p && pwt i j q.
Proof. exact: all_cat. Qed.

Lemma mmul_ok i j k m q : mwt i j m -> pwt j k q ->
  pwt i k [seq mmul m n | n <- q] /\ pev i k [seq mmul m n | n <- q] = mev i j m *m pev j k q.
Proof.
case/andP=> hl hw; elim: q => [|n q IH] /=; first by rewrite mulmx0.
case/andP=> /andP[nl nw] /IH[{IH} g e]; rewrite {}g {}e andbT /mwt /=.
rewrite all_cat hl nl (wt_cat hw nw); split=> //; rewrite mulmxDr; congr (_ + _); rewrite /mev /= (wev_cat _ _ hw).
by rewrite lsev_cat cev_mul -scalemxAl -scalemxAr scalerA mulrACA.
Qed.
Lemma pmul_ok i j k p q : pwt i j p -> pwt j k q ->
  pwt i k (pmul p q) /\ pev i k (pmul p q) = pev i j p *m pev j k q.
Proof.
move=> + hq; elim: p => [|m p IH] /=; first by rewrite mul0mx.
case/andP=> hm /IH[{IH} h1 h2]; have [g e] := mmul_ok hm hq.
by rewrite /pmul /= pwt_cat pev_cat -/(pmul p q) h1 h2 g e mulmxDl.
Qed.

Lemma smmul_ok m q : all lwt m.2 -> spwt q ->
  spwt [seq smmul m n | n <- q] /\ spev [seq smmul m n | n <- q] = smev m * spev q.
Proof.
move=> hl; elim: q => [|n q IH] /=; first by rewrite mulr0.
case/andP=> nl /IH[{IH} g e]; rewrite {}g {}e andbT all_cat hl nl; split=> //; rewrite mulrDr; congr (_ + _).
by rewrite /smev /= lsev_cat cev_mul mulrACA.
Qed.
Lemma spmul_ok p q : spwt p -> spwt q ->
  spwt (spmul p q) /\ spev (spmul p q) = spev p * spev q.
Proof.
move=> + hq; elim: p => [|m p IH] /=; first by rewrite mul0r.
case/andP=> hm /IH[{IH} h1 h2]; have [g e] := smmul_ok hm hq.
by rewrite /spmul /= /spwt all_cat spev_cat -/(spmul p q) [all _ (spmul p q)]h1 h2 [all _ _]g e mulrDl.
Qed.

Lemma mscale_ok i j m q : all lwt m.2 -> pwt i j q ->
  pwt i j [seq mscale m n | n <- q] /\ pev i j [seq mscale m n | n <- q] = smev m *: pev i j q.
Proof.
move=> hl; elim: q => [|n q IH] /=; first by rewrite scaler0.
case/andP=> /andP[nl nw] /IH[{IH} g e]; rewrite {}g {}e andbT /mwt /=.
rewrite all_cat hl nl nw; split=> //; rewrite scalerDr; congr (_ + _); rewrite /mev /smev /=.
by rewrite lsev_cat cev_mul scalerA mulrACA.
Qed.
Lemma pscale_ok i j p q : spwt p -> pwt i j q ->
  pwt i j (pscale p q) /\ pev i j (pscale p q) = spev p *: pev i j q.
Proof.
move=> + hq; elim: p => [|m p IH] /=; first by rewrite scale0r.
case/andP=> hm /IH[{IH} h1 h2]; have [g e] := mscale_ok hm hq.
by rewrite /pscale /= pwt_cat pev_cat -/(pscale p q) h1 h2 g e scalerDl.
Qed.

Lemma popp_ok i j p : pwt i j p -> pwt i j (popp p) /\ pev i j (popp p) = - pev i j p.
Proof.
elim: p => [|m p IH] /=; first by rewrite oppr0.
case/andP=> h /IH[g e]; rewrite /popp /= in g e *; rewrite g e [mwt _ _ _]h.
by split=> //; rewrite opprD /mev /= cev_opp mulNr scaleNr.
Qed.
Lemma spopp_ok p : spwt p -> spwt (spopp p) /\ spev (spopp p) = - spev p.
Proof.
elim: p => [|m p IH] /=; first by rewrite oppr0.
case/andP=> h /IH[g e]; rewrite /spopp /spwt /= in g e *; rewrite g e h.
by split=> //; rewrite opprD /smev /= cev_opp mulNr.
Qed.
Lemma ptr_ok i j p : pwt i j p -> pwt j i (ptr p) /\ pev j i (ptr p) = (pev i j p)^T.
Proof.
elim: p => [|m p IH] /=; first by rewrite trmx0.
case/andP=> /andP[hl hw] /IH[g e]; rewrite /ptr /= in g e *; rewrite g e /mwt /= hl (wt_tr hw).
by split=> //; rewrite [RHS]linearD /mev /= linearZ /= wev_tr.
Qed.
Lemma pnum_ok p : spwt p -> pwt 0 0 (pnum p) /\ pev 0 0 (pnum p) = (spev p)%:M.
Proof.
elim: p => [|m p IH] /=; first by rewrite raddf0.
case/andP=> hl /IH[g e]; rewrite /pnum /= in g e *; rewrite g e /mwt /= hl; split=> //.
by rewrite raddfD /= /mev /smev /= conform_mx_id scalemx1.
Qed.
Lemma ptrace_ok i p : pwt i i p -> spwt (ptrace i p) /\ spev (ptrace i p) = \tr (pev i i p).
Proof.
elim: p => [|m p IH] /=; first by rewrite mxtrace0.
case/andP=> /andP[hl hw] /IH[g e]; rewrite /ptrace /spwt /= in g e *; rewrite g e hl hw.
split=> //; rewrite mxtraceD /mev /smev /= mxtraceZ -mulrA; congr (_ * _ + _).
exact: mulrC.
Qed.

Fixpoint nf i j (e : mexp i j) : poly :=
  match e with
  | mAt a => [:: ((1, 0%N), ([::], [:: (a, false)]))]
  | mMul _ _ _ e f => pmul (nf e) (nf f)
  | mAdd _ _ e f => nf e ++ nf f
  | mOpp _ _ e => popp (nf e)
  | mZero _ _ => [::]
  | mOne _ => [:: ((1, 0%N), ([::], [::]))]
  | mSc s _ _ e => pscale (snf s) (nf e)
  | mNum s => pnum (snf s)
  | mTr _ _ e => ptr (nf e)
  end
with snf (s : sexp) : spoly :=
  match s with
  | sAt c => [:: ((1, 0%N), [:: inl c])]
  | sMul s t => spmul (snf s) (snf t)
  | sAdd s t => snf s ++ snf t
  | sOpp s => spopp (snf s)
  | sZero => [::]
  | sOne => [:: ((1, 0%N), [::])]
  | sFrac p q => [:: ((p%:Z, q), [::])]
  | sNat p => [:: ((p%:Z, 0%N), [::])]
  | sTrace i e => ptrace i (nf e)
  | sEntry e => ptrace 0 (nf e)
  end.

Scheme mexp_mut := Induction for mexp Sort Prop
  with sexp_mut := Induction for sexp Sort Prop.
Combined Scheme exp_ind from mexp_mut, sexp_mut.

Lemma nf_snf_ok :
  (forall i j (e : mexp i j), pwt i j (nf e) /\ den e = pev i j (nf e)) /\
  (forall s, spwt (snf s) /\ sden s = spev (snf s)).
Proof.
apply: exp_ind => /= [a|i j k e [we he] f [wf hf]|i j e [we he] f [wf hf]|i j e [we he]
  |i j|i|s [ws hs] i j e [we he]|s [ws hs]|i j e [we he]|c|s [ws hs] t [ht' ht]
  |s [ws hs] t [wt' ht]|s [ws hs]|||p q|p|i e [we he]|e [we he]].
- rewrite /mwt /= /asrc /atgt /= !eqxx; split=> //.
  by rewrite /mev /= /asrc /atgt /= !conform_mx_id mulmx1 cev1 mulr1 scale1r addr0.
- by have [g ->] := pmul_ok we wf; rewrite he hf.
- by rewrite pwt_cat we wf pev_cat he hf.
- by have [g ->] := popp_ok we; rewrite he.
- by [].
- by rewrite /mwt /= eqxx /mev /= conform_mx_id cev1 mulr1 scale1r addr0.
- by have [g ->] := pscale_ok ws we; rewrite he hs.
- by have [g ->] := pnum_ok ws; rewrite hs.
- by have [g ->] := ptr_ok we; rewrite he.
- by rewrite /smev /= cev1 mul1r mulr1 addr0.
- by have [g ->] := spmul_ok ws ht'; rewrite hs ht.
- by rewrite /spwt all_cat spev_cat; split; [exact/andP | rewrite hs ht].
- by have [g ->] := spopp_ok ws; rewrite hs.
- by [].
- by rewrite /smev /= cev1 mulr1 addr0.
- by rewrite /smev /= mulr1 addr0 /cev /= -pmulrn.
- by rewrite /smev /= mulr1 addr0 /cev /= divr1 -pmulrn.
- by have [g ->] := ptrace_ok we; rewrite he.
- have [g ->] := ptrace_ok we; rewrite he; split=> //.
  by rewrite /mxtrace big_ord1.
Qed.

(* ---------- normal forms --------------------------------------------------------- *)
Definition canon i (m : mono) : mono :=
  let s := wcut i m.2.2 in (m.1, (lsort (s.1 ++ flatten (map lcut m.2.1)), s.2)).
Definition scanon (m : smono) : smono := (m.1, lsort (flatten (map lcut m.2))).

Lemma lcuts_ok s : all lwt s -> lsev (flatten (map lcut s)) = lsev s.
Proof. by elim: s => [|l s IH] //= /andP[/lcut_ok hl /IH hs]; rewrite lsev_cat hl hs. Qed.

Lemma canon_ok i j m : mwt i j m -> mev i j (canon i m) = mev i j m.
Proof.
case/andP=> hl hw; have [_ _ e] := wcut_ok val num hw.
by rewrite /mev /= lsev_sort lsev_cat lcuts_ok // e scalerA -mulrA; congr (_ * _ *: _); exact: mulrC.
Qed.
Lemma scanon_ok m : all lwt m.2 -> smev (scanon m) = smev m.
Proof. by move=> h; rewrite /smev /= lsev_sort lcuts_ok. Qed.

Section Collect.
Variable K : eqType.
Fixpoint pins (c : coef) (k : K) (p : seq (coef * K)) : seq (coef * K) :=
  if p is m :: p' then if m.2 == k then (cadd c m.1, k) :: p' else m :: pins c k p'
  else [:: (c, k)].
Definition collect p := foldr (fun m r => pins m.1 m.2 r) [::] p.
Definition iszero p := all (fun m : coef * K => m.1.1 == 0) (collect p).
End Collect.

Lemma iszero_ok i j (p : poly) : iszero p -> pev i j p = 0.
Proof.
have e : pev i j (collect p) = pev i j p.
  elim: p => //= [[c k]] p <- /=; elim: (collect p) => [|m q IH] //=.
  case: eqP => [<-|_] /=; last by rewrite IH addrCA.
  by rewrite /mev /= cev_add mulrDl scalerDl addrA.
rewrite -e /iszero; elim: (collect p) => [|m q IH] //= /andP[/eqP m0 /IH ->].
by rewrite /mev /cev m0 !mul0r scale0r addr0.
Qed.
Lemma siszero_ok (p : spoly) : iszero p -> spev p = 0.
Proof.
have e : spev (collect p) = spev p.
  elim: p => //= [[c k]] p <- /=; elim: (collect p) => [|m q IH] //=.
  case: eqP => [<-|_] /=; last by rewrite IH addrCA.
  by rewrite /smev /= cev_add mulrDl addrA.
rewrite -e /iszero; elim: (collect p) => [|m q IH] //= /andP[/eqP m0 /IH ->].
by rewrite /smev /cev m0 !mul0r addr0.
Qed.

Definition mcheck i j (e f : mexp i j) : bool :=
  iszero (map (canon i) (nf e ++ popp (nf f))).
Definition scheck (s t : sexp) : bool := iszero (map scanon (snf s ++ spopp (snf t))).

Theorem mcheck_sound i j (e f : mexp i j) : mcheck e f = true -> den e = den f.
Proof.
have [ok _] := nf_snf_ok; have [we ->] := ok _ _ e; have [wf ->] := ok _ _ f.
have [wo oe] := popp_ok wf.
move/(iszero_ok i j) => h; apply/eqP; rewrite -subr_eq0 -oe -pev_cat -h.
have : pwt i j (nf e ++ popp (nf f)) by rewrite pwt_cat we.
by elim: (nf e ++ _) => //= m p IH /andP[/canon_ok hm /IH /eqP ->]; rewrite hm.
Qed.

Theorem scheck_sound s t : scheck s t = true -> sden s = sden t.
Proof.
have [_ ok] := nf_snf_ok; have [we ->] := ok s; have [wf ->] := ok t.
have [wo oe] := spopp_ok wf.
move/siszero_ok => h; apply/eqP; rewrite -subr_eq0 -oe -spev_cat -h.
have : spwt (snf s ++ spopp (snf t)) by rewrite /spwt all_cat; apply/andP.
by elim: (snf s ++ _) => //= m p IH /andP[/scanon_ok hm /IH /eqP ->]; rewrite hm.
Qed.
End Diagrams.

Arguments mAt {src tgt} a.
Arguments mMul {src tgt i j k} e f.
Arguments mAdd {src tgt i j} e f.
Arguments mOpp {src tgt i j} e.
Arguments mZero {src tgt} i j.
Arguments mOne {src tgt} i.
Arguments mSc {src tgt} s {i j} e.
Arguments mNum {src tgt} s.
Arguments mTr {src tgt i j} e.
Arguments sAt {src tgt} c.
Arguments sMul {src tgt} s t.
Arguments sAdd {src tgt} s t.
Arguments sOpp {src tgt} s.
Arguments sZero {src tgt}.
Arguments sOne {src tgt}.
Arguments sFrac {src tgt} p q.
Arguments sNat {src tgt} p.
Arguments sTrace {src tgt i} e.
Arguments sEntry {src tgt} e.
