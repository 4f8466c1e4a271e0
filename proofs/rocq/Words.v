(* Words.v : a reflexive, kernel-evaluated decision procedure for identities  *)
(* in the free *-algebra of rectangular matrices (products, sums, integer and *)
(* symbolic scalars, transposes, identities).  Proof by computation: the      *)
(* kernel evaluates `check e f` (vm_compute) and the soundness theorem does   *)
(* the rest; no rewriting, no search.                                         *)
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section Words.
Variable R : comRingType.
Variables (d : nat -> nat) (src tgt : nat -> nat).
Variable val : forall a, 'M[R]_(d (src a), d (tgt a)).
Variable sv : nat -> R.

Inductive mexp : nat -> nat -> Type :=
| mAt a : mexp (src a) (tgt a)
| mMul i j k (e : mexp i j) (f : mexp j k) : mexp i k
| mAdd i j (e f : mexp i j) : mexp i j
| mOpp i j (e : mexp i j) : mexp i j
| mZero i j : mexp i j
| mOne i : mexp i i
| mSc (c : nat) i j (e : mexp i j) : mexp i j
| mInt (z : int) i j (e : mexp i j) : mexp i j
| mTr i j (e : mexp i j) : mexp j i.

Fixpoint den i j (e : mexp i j) : 'M[R]_(d i, d j) :=
  match e with
  | mAt a => val a
  | mMul _ _ _ e f => den e *m den f
  | mAdd _ _ e f => den e + den f
  | mOpp _ _ e => - den e
  | mZero _ _ => 0
  | mOne _ => 1%:M
  | mSc c _ _ e => sv c *: den e
  | mInt z _ _ e => z%:~R *: den e
  | mTr _ _ e => (den e)^T
  end.

(* words *)
Definition letter := (nat * bool)%type.
Definition asrc (x : letter) := if x.2 then tgt x.1 else src x.1.
Definition atgt (x : letter) := if x.2 then src x.1 else tgt x.1.
Definition flip (x : letter) : letter := (x.1, ~~ x.2).
Definition aval (x : letter) : 'M[R]_(d (asrc x), d (atgt x)) :=
  match x with (a, true) => (val a)^T | (a, false) => val a end.

Fixpoint wt (w : seq letter) i j : bool :=
  if w is x :: w' then (asrc x == i) && wt w' (atgt x) j else i == j.
Fixpoint wev (w : seq letter) i j : 'M[R]_(d i, d j) :=
  if w is x :: w' then conform_mx (0 : 'M_(d i, d (atgt x))) (aval x) *m wev w' (atgt x) j
  else conform_mx 0 (1%:M : 'M_(d i)).
Fixpoint wtr (w : seq letter) : seq letter :=
  if w is x :: w' then wtr w' ++ [:: flip x] else [::].

Lemma wt_cat w1 w2 i j k : wt w1 i j -> wt w2 j k -> wt (w1 ++ w2) i k.
Proof.
elim: w1 i => [|x w1 IH] i /=; first by move/eqP->.
by case/andP=> -> h /(IH _ h).
Qed.

Lemma wev_cat w1 w2 i j k : wt w1 i j -> wev (w1 ++ w2) i k = wev w1 i j *m wev w2 j k.
Proof.
elim: w1 i => [|x w1 IH] i /=; first by move/eqP->; rewrite conform_mx_id mul1mx.
by case/andP=> _ h; rewrite (IH _ h) mulmxA.
Qed.

Lemma asrc_flip x : asrc (flip x) = atgt x. Proof. by case: x => a []. Qed.
Lemma atgt_flip x : atgt (flip x) = asrc x. Proof. by case: x => a []. Qed.

Lemma wt_tr w i j : wt w i j -> wt (wtr w) j i.
Proof.
elim: w i => [|x w IH] i /=; first by rewrite eq_sym.
by case/andP=> /eqP<- /IH h; apply: wt_cat h _; rewrite /= asrc_flip atgt_flip !eqxx.
Qed.

Lemma wev1 x : wev [:: flip x] (atgt x) (asrc x) = (aval x)^T.
Proof. by case: x => a [] /=; rewrite /asrc /atgt /= !conform_mx_id mulmx1 ?trmxK. Qed.

Lemma wev_tr w i j : wt w i j -> wev (wtr w) j i = (wev w i j)^T.
Proof.
elim: w i => [|x w IH] i /=; first by move/eqP->; rewrite !conform_mx_id trmx1.
case/andP=> /eqP<- h; rewrite (wev_cat _ _ (wt_tr h)) (IH _ h) wev1.
by rewrite trmx_mul conform_mx_id.
Qed.

(* monomials and polynomials *)
Definition key := (seq nat * seq letter)%type.
Definition mono := (int * key)%type.
Definition poly := seq mono.

Definition sev (s : seq nat) : R := foldr (fun c r => sv c * r) 1 s.
Fixpoint sins (c : nat) (s : seq nat) : seq nat :=
  if s is x :: s' then if (c <= x)%N then c :: s else x :: sins c s' else [:: c].
Lemma sev_ins c s : sev (sins c s) = sv c * sev s.
Proof. by elim: s => [|x s IH] //=; case: ifP => //= _; rewrite IH mulrCA. Qed.
Definition smerge s1 s2 := foldr sins s2 s1.
Lemma sev_merge s1 s2 : sev (smerge s1 s2) = sev s1 * sev s2.
Proof. by elim: s1 => [|x s IH] /=; rewrite ?mul1r // sev_ins IH mulrA. Qed.

Definition mev i j (m : mono) : 'M[R]_(d i, d j) :=
  (m.1%:~R * sev m.2.1) *: wev m.2.2 i j.
Definition pev i j (p : poly) : 'M[R]_(d i, d j) :=
  foldr (fun m r => mev i j m + r) 0 p.
Definition pwt i j (p : poly) := all (fun m : mono => wt m.2.2 i j) p.

Definition mmul (m1 m2 : mono) : mono :=
  (m1.1 * m2.1, (smerge m1.2.1 m2.2.1, m1.2.2 ++ m2.2.2)).
Definition pmulm (m : mono) (p : poly) : poly := map (mmul m) p.
Definition pmul (p q : poly) : poly := foldr (fun m r => pmulm m q ++ r) [::] p.
Definition pint (z : int) (p : poly) : poly := [seq (z * m.1, m.2) | m <- p].
Definition psc (c : nat) (p : poly) : poly := [seq (m.1, (sins c m.2.1, m.2.2)) | m <- p].
Definition ptr (p : poly) : poly := [seq (m.1, (m.2.1, wtr m.2.2)) | m : mono <- p].

Fixpoint nf i j (e : mexp i j) : poly :=
  match e with
  | mAt a => [:: (1, ([::], [:: (a, false)]))]
  | mMul _ _ _ e f => pmul (nf e) (nf f)
  | mAdd _ _ e f => nf e ++ nf f
  | mOpp _ _ e => pint (-1) (nf e)
  | mZero _ _ => [::]
  | mOne _ => [:: (1, ([::], [::]))]
  | mSc c _ _ e => psc c (nf e)
  | mInt z _ _ e => pint z (nf e)
  | mTr _ _ e => ptr (nf e)
  end.

Lemma pev_cat i j p q : pev i j (p ++ q) = pev i j p + pev i j q.
Proof. by elim: p => [|m p IH] /=; rewrite ?add0r // IH addrA. Qed.

Lemma mev_mul i j k m1 m2 : wt m1.2.2 i j -> mev i k (mmul m1 m2) = mev i j m1 *m mev j k m2.
Proof.
move=> h; rewrite /mev /mmul /= (wev_cat _ _ h) -scalemxAl -scalemxAr scalerA.
by rewrite intrM sev_merge mulrACA.
Qed.

Lemma pev_mulm i j k m p : wt m.2.2 i j -> pev i k (pmulm m p) = mev i j m *m pev j k p.
Proof.
by move=> h; elim: p => [|m2 p IH] /=; rewrite ?mulmx0 // IH (mev_mul _ _ h) mulmxDr.
Qed.

Lemma pwt_mulm i j k m p : wt m.2.2 i j -> pwt j k p -> pwt i k (pmulm m p).
Proof.
move=> h; elim: p => [|m2 p IH] //= /andP[h2 /IH ->]; rewrite andbT.
exact: wt_cat h h2.
Qed.

Lemma pev_mul i j k p q : pwt i j p -> pev i k (pmul p q) = pev i j p *m pev j k q.
Proof.
elim: p => [|m p IH] /=; first by rewrite mul0mx.
by case/andP=> hm hp; rewrite pev_cat (pev_mulm _ _ hm) mulmxDl -IH.
Qed.

Lemma pwt_mul i j k p q : pwt i j p -> pwt j k q -> pwt i k (pmul p q).
Proof.
move=> + hq; elim: p => [|m p IH] //= /andP[hm /IH hp].
by rewrite /pwt all_cat; apply/andP; split; [exact: pwt_mulm hm hq | exact: hp].
Qed.

Lemma pwt_tr i j p : pwt i j p -> pwt j i (ptr p).
Proof. by elim: p => [|m p IH] //= /andP[/wt_tr -> /IH]. Qed.

Lemma pev_tr i j p : pwt i j p -> pev j i (ptr p) = (pev i j p)^T.
Proof.
elim: p => [|m p IH] /=; first by rewrite trmx0.
by case/andP=> hm /IH ->; rewrite /mev /= (wev_tr hm) [RHS]linearD /= linearZ.
Qed.

Lemma nf_ok i j (e : mexp i j) : pwt i j (nf e) /\ den e = pev i j (nf e).
Proof.
elim: e => {i j} [a|i j k e [we he] f [wf hf]|i j e [we he] f [wf hf]|i j e [we he]
  |i j|i|c i j e [we he]|z i j e [we he]|i j e [we he]] /=.
- split; first by rewrite /asrc /atgt /= !eqxx.
  by rewrite /mev /= /asrc /atgt /= !conform_mx_id mulmx1 mulr1 scale1r addr0.
- by split; [exact: pwt_mul we wf | rewrite he hf (pev_mul _ _ we)].
- by split; [rewrite /pwt all_cat; apply/andP; split | rewrite he hf pev_cat].
- split; first by rewrite /pwt all_map.
  rewrite he; elim: (nf e) => [|m p IH] /=; first by rewrite oppr0.
  by rewrite opprD IH /mev /= intrM mulN1r mulNr scaleNr.
- by [].
- by rewrite eqxx /mev /= !conform_mx_id mulr1 scale1r addr0.
- split; first by rewrite /pwt all_map.
  rewrite he; elim: (nf e) => [|m p IH] /=; first by rewrite scaler0.
  by rewrite scalerDr IH /mev /= sev_ins scalerA mulrCA.
- split; first by rewrite /pwt all_map.
  rewrite he; elim: (nf e) => [|m p IH] /=; first by rewrite scaler0.
  by rewrite scalerDr IH /mev /= intrM scalerA mulrA.
- by split; [exact: pwt_tr | rewrite he pev_tr].
Qed.

(* collecting equal keys *)
Fixpoint pins (c : int) (k : key) (p : poly) : poly :=
  if p is m :: p' then if m.2 == k then (c + m.1, k) :: p' else m :: pins c k p'
  else [:: (c, k)].
Definition collect (p : poly) : poly := foldr (fun m r => pins m.1 m.2 r) [::] p.
Definition iszero (p : poly) := all (fun m : mono => m.1 == 0) (collect p).

Lemma pev_ins i j c k p : pev i j (pins c k p) = mev i j (c, k) + pev i j p.
Proof.
elim: p => [|m p IH] //=; case: eqP => [<-|_] /=; last by rewrite IH addrCA.
by rewrite /mev /= intrD mulrDl scalerDl addrA.
Qed.

Lemma pev_collect i j p : pev i j (collect p) = pev i j p.
Proof. by elim: p => [|m p IH] //=; rewrite pev_ins IH; case: m => c k. Qed.

Lemma iszero_ok i j p : iszero p -> pev i j p = 0.
Proof.
rewrite -pev_collect /iszero; elim: (collect p) => [|m q IH] //= /andP[/eqP m0 /IH ->].
by rewrite /mev m0 mul0r scale0r addr0.
Qed.

Definition check i j (e f : mexp i j) : bool := iszero (nf e ++ pint (-1) (nf f)).

Theorem check_sound i j (e f : mexp i j) : check e f = true -> den e = den f.
Proof.
move/(@iszero_ok i j); rewrite pev_cat; have [_ ->] := nf_ok e.
have [_ /= hN] := nf_ok (mOpp f).
by rewrite -hN => /eqP; rewrite subr_eq0 => /eqP.
Qed.
End Words.

Arguments mMul {src tgt i j k} e f.
Arguments mAdd {src tgt i j} e f.
Arguments mOpp {src tgt i j} e.
Arguments mSc {src tgt} c {i j} e.
Arguments mInt {src tgt} z {i j} e.
Arguments mTr {src tgt i j} e.
Arguments mZero {src tgt} i j.
Arguments mOne {src tgt} i.
Arguments mAt {src tgt} a.
