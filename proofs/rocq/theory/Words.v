(* Words.v : words in letters and transposes, closed words, and how they are     *)
(* cut where two letters meet at size one.  The normal forms of `Diagrams.v`.    *)
From mathcomp Require Import all_ssreflect all_algebra.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Words.
Variable R : realFieldType.
Variables (sizes : nat -> nat) (src tgt : nat -> nat).
(* the size with number 0 is one; the others are arbitrary                      *)
Definition dim k := if k is k'.+1 then sizes k' else 1%N.
Variable val : forall a, 'M[R]_(dim (src a), dim (tgt a)).
Variable num : nat -> R.

(* ---------- words ------------------------------------------------------------*)
Definition letter := (nat * bool)%type.
Definition asrc (x : letter) := if x.2 then tgt x.1 else src x.1.
Definition atgt (x : letter) := if x.2 then src x.1 else tgt x.1.
Definition turn (x : letter) : letter := (x.1, ~~ x.2).
Definition aval (x : letter) : 'M[R]_(dim (asrc x), dim (atgt x)) :=
  match x with (a, true) => (val a)^T | (a, false) => val a end.

Fixpoint wt (w : seq letter) (i j : nat) : bool :=
  if w is x :: w' then (asrc x == i) && wt w' (atgt x) j else i == j.
Fixpoint wev (w : seq letter) i j : 'M[R]_(dim i, dim j) :=
  if w is x :: w' then conform_mx (0 : 'M_(dim i, dim (atgt x))) (aval x) *m wev w' (atgt x) j
  else conform_mx 0 (1%:M : 'M_(dim i)).
Fixpoint wtr (w : seq letter) : seq letter :=
  if w is x :: w' then wtr w' ++ [:: turn x] else [::].

Lemma wt_cat w1 w2 i j k : wt w1 i j -> wt w2 j k -> wt (w1 ++ w2) i k.
Proof.
elim: w1 i => [|x w1 IH] i /=; first by move/eqP->.
by case/andP=> -> h /(IH _ h).
Qed.

Lemma wev_nil i : wev [::] i i = 1%:M. Proof. exact: conform_mx_id. Qed.

Lemma wev_cat w1 w2 i j k : wt w1 i j -> wev (w1 ++ w2) i k = wev w1 i j *m wev w2 j k.
Proof.
elim: w1 i => [|x w1 IH] i /=; first by move/eqP->; rewrite conform_mx_id mul1mx.
by case/andP=> _ h; rewrite (IH _ h) mulmxA.
Qed.

Lemma asrc_turn x : asrc (turn x) = atgt x. Proof. by case: x => a []. Qed.
Lemma atgt_turn x : atgt (turn x) = asrc x. Proof. by case: x => a []. Qed.

Lemma wt_tr w i j : wt w i j -> wt (wtr w) j i.
Proof.
elim: w i => [|x w IH] i /=; first by rewrite eq_sym.
by case/andP=> /eqP<- /IH h; apply: wt_cat h _; rewrite /= asrc_turn atgt_turn !eqxx.
Qed.

Lemma wev1 x : wev [:: turn x] (atgt x) (asrc x) = (aval x)^T.
Proof. by case: x => a [] /=; rewrite /asrc /atgt /= !conform_mx_id mulmx1 ?trmxK. Qed.

Lemma wev_tr w i j : wt w i j -> wev (wtr w) j i = (wev w i j)^T.
Proof.
elim: w i => [|x w IH] i /=; first by move/eqP->; rewrite !conform_mx_id trmx1.
case/andP=> /eqP<- h; rewrite (wev_cat _ _ (wt_tr h)) (IH _ h) wev1.
by rewrite trmx_mul conform_mx_id.
Qed.

(* ---------- closed words: a scalar letter, or the trace of a word ------------- *)
Definition loop := (nat + nat * seq letter)%type.
Definition lwt (l : loop) := if l is inr (i, w) then wt w i i else true.
Definition lev (l : loop) : R :=
  match l with inl c => num c | inr (i, w) => \tr (wev w i i) end.
Definition lsev (s : seq loop) : R := foldr (fun l r => lev l * r) 1 s.

Lemma lsev_cat s t : lsev (s ++ t) = lsev s * lsev t.
Proof. by elim: s => [|l s IH] /=; rewrite ?mul1r // IH mulrA. Qed.

(* a total order, for the normal form only                                      *)
Definition xlt (x y : letter) := (x.1 < y.1)%N || ((x.1 == y.1) && (x.2 < y.2)%N).
Fixpoint wlt (v w : seq letter) : bool :=
  match v, w with
  | _, [::] => false
  | [::], _ => true
  | x :: v', y :: w' => xlt x y || ((x == y) && wlt v' w')
  end.
Definition llt (l m : loop) : bool :=
  match l, m with
  | inl c, inl c' => (c < c')%N
  | inl _, inr _ => true
  | inr _, inl _ => false
  | inr (i, v), inr (j, w) => wlt v w || ((v == w) && (i < j)%N)
  end.
Fixpoint lins (l : loop) (s : seq loop) : seq loop :=
  if s is m :: s' then if llt m l then m :: lins l s' else l :: s else [:: l].

Lemma lsev_ins l s : lsev (lins l s) = lev l * lsev s.
Proof. by elim: s => [|m s IH] //=; case: ifP => //= _; rewrite IH mulrCA. Qed.
Definition lsort (s : seq loop) := foldr lins [::] s.
Lemma lsev_sort s : lsev (lsort s) = lsev s.
Proof. by elim: s => [|l s IH] //=; rewrite lsev_ins IH. Qed.

(* the least rotation of a closed word                                          *)
Definition shift (p : nat * seq letter) :=
  if p.2 is x :: w then (atgt x, w ++ [:: x]) else p.
Definition same (p q : nat * seq letter) :=
  wt q.2 q.1 q.1 /\ \tr (wev q.2 q.1 q.1) = \tr (wev p.2 p.1 p.1).

Lemma shift_ok p q : same p q -> same p (shift q).
Proof.
case: q => i [|x w] // [/= /andP[/eqP xi h] e]; split => /=.
  by apply: wt_cat h _; rewrite /= xi !eqxx.
rewrite -e (wev_cat _ _ h) mxtrace_mulC; congr (\tr _).
by subst i; rewrite /= !conform_mx_id mulmx1.
Qed.

Lemma flip_ok p q : same p q -> same p (q.1, wtr q.2).
Proof. by case=> h e; split=> /=; [exact: wt_tr | rewrite wev_tr // mxtrace_tr]. Qed.

Definition less (p q : nat * seq letter) := if llt (inr p) (inr q) then p else q.
Fixpoint least n p b := if n is n'.+1 then least n' (shift p) (less p b) else b.
Lemma least_ok p0 n p b : same p0 p -> same p0 b -> same p0 (least n p b).
Proof.
elim: n p b => //= n IH p b hp hb; apply: IH; first exact: shift_ok.
by rewrite /less; case: ifP.
Qed.
Definition turned (p : nat * seq letter) := (p.1, wtr p.2).
Definition lnorm (p : nat * seq letter) :=
  let n := size p.2 in
  let q := least n p p in least n (turned p) q.
Lemma lnorm_ok p : wt p.2 p.1 p.1 -> same p (lnorm p).
Proof.
move=> h; have s : same p p by [].
by apply: least_ok; [exact: flip_ok | exact: least_ok].
Qed.

(* words are cut where two letters meet at size one                             *)
Fixpoint pre (i : nat) (w : seq letter) : option (seq letter * seq letter) :=
  if i == 0%N then Some ([::], w) else
  if w is x :: w' then
    if pre (atgt x) w' is Some (p, q) then Some (x :: p, q) else None
  else None.

Lemma pre_ok w i j p q : wt w i j -> pre i w = Some (p, q) ->
  [/\ w = p ++ q, wt p i 0 & wt q 0 j].
Proof.
elim: w i p q => [|x w IH] i p q /=.
  by move/eqP=> <-; case: eqP => // -> [<- <-].
case/andP=> /eqP xi h; case: eqP => [i0 [<- <-]|_] /=.
  by rewrite xi i0 eqxx h.
case e: (pre _ w) => [[p' q']|] // [<- <-] /=.
by have [-> hp hq] := IH _ _ _ h e; rewrite xi eqxx.
Qed.

Fixpoint segs (acc q : seq letter) : seq loop * seq letter :=
  if q is x :: q' then
    if atgt x == 0%N then
      let s := segs [::] q' in (inr (lnorm (0%N, rcons acc x)) :: s.1, s.2)
    else segs (rcons acc x) q'
  else ([::], acc).

Lemma scalar0 (A : 'M[R]_(dim 0)) : A = (\tr A)%:M.
Proof. by rewrite [LHS]mx11_scalar /mxtrace big_ord1. Qed.

Lemma segs_ok q acc i j : wt acc 0 i -> wt q i j ->
  [/\ all lwt (segs acc q).1, wt (segs acc q).2 0 j &
      wev (acc ++ q) 0 j = lsev (segs acc q).1 *: wev (segs acc q).2 0 j].
Proof.
elim: q acc i => [|x q IH] acc i ha /=.
  by move/eqP=> <-; split; rewrite ?cats0 ?scale1r.
case/andP=> /eqP xi h.
have hx : wt (rcons acc x) 0 (atgt x).
  by rewrite -cats1; apply: wt_cat ha _; rewrite /= xi !eqxx.
case: eqP => [x0|_]; last by have := IH _ _ hx h; rewrite cat_rcons.
move: hx h; rewrite x0 => hx h.
have [a1 a2 a3] := IH [::] 0%N (eqxx _) h.
have [b1 b2] := @lnorm_ok (0%N, rcons acc x) hx.
split=> //=; first by move: b1; case: (lnorm _) => i' w' /= ->.
rewrite -cat_rcons (wev_cat _ _ hx) a3 (scalar0 (wev _ 0 0)) mul_scalar_mx scalerA.
by congr (_ * _ *: _); move: b2; case: (lnorm _) => i' w' /= ->.
Qed.

Definition wcut i (w : seq letter) : seq loop * seq letter :=
  if pre i w is Some (p, q) then let s := segs [::] q in (s.1, p ++ s.2) else ([::], w).
Lemma wcut_ok w i j : wt w i j ->
  [/\ all lwt (wcut i w).1, wt (wcut i w).2 i j &
      wev w i j = lsev (wcut i w).1 *: wev (wcut i w).2 i j].
Proof.
move=> h; rewrite /wcut; case e: (pre i w) => [[p q]|] /=; last by rewrite scale1r.
have [-> hp hq] := pre_ok h e.
have [a b c] := @segs_ok q [::] 0%N j (eqxx _) hq; split=> //; first exact: wt_cat hp b.
by rewrite (wev_cat _ _ hp) [wev q 0 j]c -scalemxAr -(wev_cat _ _ hp).
Qed.

Definition lcut (l : loop) : seq loop :=
  if l is inr (i, w) then
    if pre i w is Some (p, q) then
      if p ++ q is [::] then [::] else (segs [::] (q ++ p)).1
    else [:: inr (lnorm (i, w))]
  else [:: l].
Lemma lcut_ok l : lwt l -> lsev (lcut l) = lev l.
Proof.
case: l => [c _|[i w]] /=; first by rewrite mulr1.
move=> h; case e: (pre i w) => [[p q]|] /=; last first.
  have [b1 b2] := @lnorm_ok (i, w) h.
  by move: b2; case: (lnorm _) => i' w' /= ->; rewrite mulr1.
have [ew hp hq] := pre_ok h e.
have hqp := wt_cat hq hp.
have [a b c] := @segs_ok (q ++ p) [::] 0%N 0%N (eqxx _) hqp.
have nilt : forall v acc, wt acc 0%N 0%N -> True by [].
have tr_e : \tr (wev w i i) = \tr (wev (q ++ p) 0 0).
  by rewrite ew (wev_cat _ _ hp) mxtrace_mulC -(wev_cat _ _ hq).
case n: (p ++ q) => [|x s] /=.
  move: n; rewrite tr_e; case: (p) => //= ->; rewrite /= conform_mx_id.
  by rewrite /mxtrace big_ord1 mxE eqxx.
rewrite tr_e c; set t := (segs _ _).2 in b *.
suff -> : t = [::] by rewrite mxtraceZ wev_nil /mxtrace big_ord1 mxE eqxx mulr1.
have noend : forall v acc i', wt acc 0%N i' -> (i' = 0%N -> acc = [::]) ->
    wt v i' 0%N -> (segs acc v).2 = [::].
  elim=> [|y v IH] acc i' ha hn /= ; first by move/eqP/hn.
  case/andP=> /eqP yi hv; case: eqP => [y0|y0] /=; first by rewrite y0 in hv; apply: (IH [::] 0%N).
  apply: (IH _ (atgt y)) => //.
  by rewrite -cats1; apply: wt_cat ha _; rewrite /= yi !eqxx.
exact: noend hqp.
Qed.
End Words.
Arguments wev_cat {R sizes src tgt val w1} w2 {i j} k.
Arguments wev_tr {R sizes src tgt val w i j}.
